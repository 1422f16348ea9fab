// Every screen in a language whose words are 40 % longer: what a person must read to act is not cut.

#include "settings/settingsdialog.h"
#include "textlabel.h"
#include "watchedshop.h"
#include "welcome/welcome.h"
#include "workstation/workstation.h"

#include <QAbstractButton>
#include <QTabBar>
#include <QTest>
#include <QTranslator>

using namespace spillway;

class TestLongWords : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void lengthensAndKeepsPlaces();
    void nothingIsCut_data();
    void nothingIsCut();

private:
    std::unique_ptr<WatchedShop> m_incident;
};

namespace {

// "Acknowledge" -> "[Acknowledge~~~~~]"; what numbers are put into stays.
QString lengthened(const QString &text) {
    return u'[' + text + QString(std::max<qsizetype>(1, (text.size() * 2 + 4) / 5 - 2), u'~') + u']';
}

class LongLanguage : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *text, const char *, int n) const override {
        QString words = lengthened(QString::fromUtf8(text));
        return n >= 0 ? words.replace(QStringLiteral("%n"), QString::number(n)) : words;
    }
};

QStringList cutTexts(const QWidget &screen) {
    QStringList cut;
    for (const TextLabel *label : screen.findChildren<TextLabel *>())
        if (label->isVisible() && label->isCut())
            cut << label->text();
    for (const QAbstractButton *button : screen.findChildren<QAbstractButton *>())
        if (button->isVisible() && !button->text().isEmpty() && button->width() < button->sizeHint().width())
            cut << button->text();
    for (const QTabBar *tabs : screen.findChildren<QTabBar *>())
        if (tabs->isVisible() && tabs->width() < tabs->sizeHint().width())
            cut << tabs->tabText(tabs->count() - 1);
    return cut;
}

} // namespace

void TestLongWords::initTestCase() {
    m_incident = std::make_unique<WatchedShop>(cutOfMemory(shopTime(9, 50)));
    m_incident->runTo(shopTime(9, 55));
    QCoreApplication::installTranslator(new LongLanguage);
}

void TestLongWords::lengthensAndKeepsPlaces() {
    QCOMPARE(TestLongWords::tr("%1 of %2").arg(1).arg(2), QStringLiteral("[1 of 2~]"));
    const QString text = TestLongWords::tr("Acknowledge the alerts of this stack");
    QVERIFY(text.size() * 5 >= QStringLiteral("Acknowledge the alerts of this stack").size() * 7);
}

void TestLongWords::nothingIsCut_data() {
    QTest::addColumn<QString>("screen");
    for (const char *screen : {"incident", "welcome", "settings"})
        QTest::newRow(screen) << QString::fromLatin1(screen);
}

void TestLongWords::nothingIsCut() {
    QFETCH(QString, screen);
    const Theme theme = Theme::dark();
    std::unique_ptr<QWidget> shown;
    if (screen == QLatin1String("welcome"))
        shown = std::make_unique<Welcome>(Welcome::Outage::Bundled, theme);
    else if (screen == QLatin1String("settings"))
        shown = std::make_unique<SettingsDialog>(Preferences(), theme);
    else
        shown = std::make_unique<Workstation>(&m_incident->session(), theme);
    shown->setAttribute(Qt::WA_DontShowOnScreen);
    if (screen != QLatin1String("settings"))
        shown->resize(1440, 900);
    shown->show();
    if (auto *workstation = qobject_cast<Workstation *>(shown.get()))
        workstation->refreshNow();
    QCoreApplication::sendPostedEvents();
    const QStringList cut = cutTexts(*shown);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

QTEST_MAIN(TestLongWords)
#include "tst_longwords.moc"

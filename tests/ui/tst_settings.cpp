// Each choice in the settings holds at once, everything in them has a name, and Tab goes round; the about
// page says how the program does.

#include "settings/aboutdialog.h"
#include "settings/settingsdialog.h"
#include "textlabel.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestSettings : public QObject {
    Q_OBJECT
private slots:
    void showsWhatIsChosen();
    void tellsEachChoice();
    void asksForATestNotice();
    void everyFieldHasANameAndTabGoesRound();
    void aboutSaysHowItDoes();
};

namespace {

const Preferences chosen{ThemeChoice::Light, std::chrono::minutes(30), false};

} // namespace

void TestSettings::showsWhatIsChosen() {
    SettingsDialog dialog(chosen, Theme::dark());
    const QList<QComboBox *> boxes = dialog.findChildren<QComboBox *>();
    QCOMPARE(boxes[0]->currentText(), QStringLiteral("Light"));
    QVERIFY2(boxes[1]->currentText().startsWith(QStringLiteral("30")), qPrintable(boxes[1]->currentText()));
    QVERIFY(!dialog.findChild<QCheckBox *>()->isChecked());
}

void TestSettings::tellsEachChoice() {
    SettingsDialog dialog(chosen, Theme::dark());
    dialog.show();
    Preferences now;
    connect(&dialog, &SettingsDialog::changed, this, [&](const Preferences &changed) { now = changed; });
    QTest::keyClick(dialog.findChildren<QComboBox *>()[0], Qt::Key_Down);
    QCOMPARE(now, (Preferences{ThemeChoice::Dark, chosen.span, false}));
    dialog.findChild<QCheckBox *>()->click();
    QCOMPARE(now, (Preferences{ThemeChoice::Dark, chosen.span, true}));
    QTest::keyClick(dialog.findChildren<QComboBox *>()[1], Qt::Key_Up);
    QCOMPARE(now.span, Duration(std::chrono::minutes(10)));
}

void TestSettings::asksForATestNotice() {
    SettingsDialog dialog(chosen, Theme::light());
    QSignalSpy asked(&dialog, &SettingsDialog::testNoticeAsked);
    for (QAbstractButton *button : dialog.findChildren<QAbstractButton *>())
        if (button->text() == QStringLiteral("Send a test notice"))
            button->click();
    QCOMPARE(asked.count(), 1);
}

void TestSettings::everyFieldHasANameAndTabGoesRound() {
    SettingsDialog dialog(chosen, Theme::dark());
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QSet<const QWidget *> seen;
    while (!seen.contains(dialog.focusWidget())) {
        const QWidget *field = dialog.focusWidget();
        seen << field;
        const auto *button = qobject_cast<const QAbstractButton *>(field);
        QVERIFY2(!field->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 field->metaObject()->className());
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(seen.size(), 5);
}

void TestSettings::aboutSaysHowItDoes() {
    AboutDialog dialog(
        QStringLiteral("1.2.3"),
        [] {
            return Vitals{95, 5, 1.5, 20, 1024 * 1024};
        },
        Theme::dark());
    QStringList words;
    for (const TextLabel *label : dialog.findChildren<TextLabel *>())
        words << label->text();
    QVERIFY(words.contains(QStringLiteral("Spillway 1.2.3")));
    QVERIFY2(dialog.accessibleDescription().contains(QStringLiteral("Polls missed 5 of 100")),
             qPrintable(dialog.accessibleDescription()));
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"

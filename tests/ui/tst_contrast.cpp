// What can be read on the screen as it is painted: every text at 4.5:1 and every mark at 3:1 against the
// ground that is really behind it, in both themes; and marks that are told apart in one chart differ for
// people who see colours differently.

#include "charts/lane.h"
#include "colourvision.h"
#include "textlabel.h"
#include "watchedshop.h"
#include "welcome/welcome.h"
#include "workstation/workstation.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QTest>

#include <unordered_map>

using namespace spillway;

class TestContrast : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void textIsReadable_data();
    void textIsReadable();
    void marksStandOut_data();
    void marksStandOut();
    void marksAreToldApart_data();
    void marksAreToldApart();
    void differenceIsThatOfThePaper_data();
    void differenceIsThatOfThePaper();

private:
    std::unique_ptr<WatchedShop> m_quiet;
    std::unique_ptr<WatchedShop> m_incident;
    std::unique_ptr<WatchedShop> m_blind;
};

namespace {

constexpr double leastOfText = 4.5;
constexpr double leastOfMark = 3;

// The strongest contrast of a pixel with the ground, which is the colour that covers most.
double strongestContrast(const QImage &picture, const QRect &where) {
    std::unordered_map<QRgb, int> counts;
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            ++counts[picture.pixel(x, y)];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    if (most == counts.end())
        return 0;
    double strongest = 0;
    for (const auto &[colour, count] : counts)
        strongest = std::max(strongest, contrast(QColor(colour), QColor(most->first)));
    return strongest;
}

struct Text {
    QString words;
    QRect where;
};

QRect within(const QWidget &screen, const QWidget &part, const QRect &area) {
    return QRect(part.mapTo(&screen, area.topLeft()), area.size()).intersected(screen.rect());
}

// The sheet of keys lies over what it explains.
bool isCovered(const QWidget &screen, const QWidget &part) {
    const QWidget *top = screen.childAt(part.mapTo(&screen, part.rect().center()));
    return top && top != &part && !part.isAncestorOf(top) && !top->isAncestorOf(&part);
}

std::vector<Text> textsOf(const QWidget &screen) {
    std::vector<Text> texts;
    for (const TextLabel *label : screen.findChildren<TextLabel *>())
        if (label->isVisible() && !label->text().isEmpty() && !isCovered(screen, *label))
            texts.push_back({label->text(), within(screen, *label, label->rect())});
    for (const QAbstractButton *button : screen.findChildren<QAbstractButton *>())
        if (button->isVisible() && button->isEnabled() && !button->text().isEmpty() &&
            !isCovered(screen, *button))
            texts.push_back({button->text(), within(screen, *button, button->rect().adjusted(6, 6, -6, -6))});
    for (const QAbstractItemView *list : screen.findChildren<QAbstractItemView *>()) {
        for (int row = 0; list->isVisible() && list->model() && row < list->model()->rowCount(); ++row) {
            const QRect box = list->visualRect(list->model()->index(row, 0));
            if (list->viewport()->rect().contains(box) && !isCovered(screen, *list->viewport()))
                texts.push_back({QStringLiteral("row %1 of %2").arg(row).arg(list->accessibleName()),
                                 within(screen, *list->viewport(), box)});
        }
    }
    return texts;
}

QImage paintedOf(QWidget &screen, const QSize &size) {
    screen.setAttribute(Qt::WA_DontShowOnScreen);
    screen.resize(size);
    screen.show();
    QCoreApplication::sendPostedEvents();
    return screen.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace

void TestContrast::initTestCase() {
    m_quiet = std::make_unique<WatchedShop>();
    m_quiet->runTo(shopTime(9, 50));
    m_incident = std::make_unique<WatchedShop>(cutOfMemory(shopTime(9, 50)));
    m_incident->runTo(shopTime(9, 55));
    m_blind = std::make_unique<WatchedShop>(lossOf(0, shopTime(9, 50)));
    m_blind->runTo(shopTime(9, 50, 42));
}

void TestContrast::textIsReadable_data() {
    QTest::addColumn<QString>("screen");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {true, false})
        for (const char *screen : {"quiet", "incident", "blind", "keys", "alerts", "timeline", "welcome"})
            QTest::addRow("%s, %s", screen, dark ? "dark" : "light") << QString::fromLatin1(screen) << dark;
}

void TestContrast::textIsReadable() {
    QFETCH(QString, screen);
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    std::unique_ptr<QWidget> shown;
    if (screen == QLatin1String("welcome")) {
        auto welcome = std::make_unique<Welcome>(Welcome::Outage::Bundled, theme);
        welcome->setFindings({{Welcome::Finding::Kind::News, QStringLiteral("Redis answers")},
                              {Welcome::Finding::Kind::Absence, QStringLiteral("no MySQL")}});
        shown = std::move(welcome);
    } else {
        WatchedShop &shop = screen == QLatin1String("quiet")   ? *m_quiet
                            : screen == QLatin1String("blind") ? *m_blind
                                                               : *m_incident;
        auto workstation = std::make_unique<Workstation>(&shop.session(), theme);
        workstation->resize(1440, 900);
        if (screen == QLatin1String("keys"))
            workstation->toggleKeySheet();
        if (screen == QLatin1String("alerts"))
            workstation->showPage(Workstation::AlertsPage);
        if (screen == QLatin1String("timeline"))
            workstation->showPage(Workstation::TimelinePage);
        workstation->setAttribute(Qt::WA_DontShowOnScreen);
        workstation->show();
        workstation->refreshNow();
        shown = std::move(workstation);
    }
    const QImage picture = paintedOf(*shown, QSize(1440, 900));
    const std::vector<Text> texts = textsOf(*shown);
    QVERIFY(texts.size() >= 6);
    for (const Text &text : texts) {
        const double got = strongestContrast(picture, text.where);
        QVERIFY2(got >= leastOfText, qPrintable(QStringLiteral("%1: %2").arg(text.words).arg(got)));
    }
}

void TestContrast::marksStandOut_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

// The lines and areas of the lanes in an incident, in the very colours that are on the screen.
void TestContrast::marksStandOut() {
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    Workstation workstation(&m_incident->session(), theme);
    workstation.setAttribute(Qt::WA_DontShowOnScreen);
    workstation.resize(1440, 900);
    workstation.show();
    workstation.refreshNow();
    const QList<Lane *> lanes = workstation.findChildren<Lane *>();
    const auto stands = [&](int lane, const QColor &mark, int leastPixels) {
        const QImage picture = lanes[lane]->grab().toImage().convertToFormat(QImage::Format_RGB32);
        int count = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                count += picture.pixel(x, y) == mark.rgb();
        QVERIFY2(count >= leastPixels, qPrintable(QStringLiteral("%1: %2").arg(mark.name()).arg(count)));
        QVERIFY2(contrast(mark, theme.panel) >= leastOfMark, qPrintable(mark.name()));
    };
    stands(0, theme.cache, 200);
    stands(1, theme.text, 200);
    stands(1, theme.area(theme.cache), 1000);
    stands(1, theme.critical, 50); // the capacity
    stands(2, theme.traffic, 200);
    stands(2, theme.cache, 200);
    stands(3, theme.otherClients, 50);
    for (const QColor &mark : {theme.traffic, theme.database, theme.otherClients})
        QVERIFY2(contrast(theme.area(mark), theme.panel) >= leastOfMark, qPrintable(mark.name()));
}

void TestContrast::marksAreToldApart_data() {
    QTest::addColumn<std::vector<QColor>>("marks");
    QTest::addColumn<double>("least");
    for (const bool dark : {true, false}) {
        const Theme theme = dark ? Theme::dark() : Theme::light();
        const char *name = dark ? "dark" : "light";
        QTest::addRow("causes, %s", name)
            << std::vector<QColor>{theme.usual, theme.area(theme.traffic), theme.area(theme.cache),
                                   theme.area(theme.database), theme.area(theme.otherClients)}
            << 10.0;
        QTest::addRow("lines, %s", name)
            << std::vector<QColor>{theme.cache, theme.database, theme.traffic, theme.otherClients} << 10.0;
        QTest::addRow("states, %s", name)
            << std::vector<QColor>{theme.healthy, theme.warning, theme.critical, theme.unknown} << 10.0;
    }
}

void TestContrast::marksAreToldApart() {
    QFETCH(std::vector<QColor>, marks);
    QFETCH(double, least);
    for (const Vision vision : visions)
        for (size_t a = 0; a < marks.size(); ++a)
            for (size_t b = a + 1; b < marks.size(); ++b) {
                const double got = colourDifference(marks[a], marks[b], vision);
                QVERIFY2(got >= least, qPrintable(QStringLiteral("%1 and %2: %3 in vision %4")
                                                      .arg(marks[a].name(), marks[b].name())
                                                      .arg(got)
                                                      .arg(static_cast<int>(vision))));
            }
}

void TestContrast::differenceIsThatOfThePaper_data() {
    QTest::addColumn<std::vector<double>>("labs");
    QTest::addColumn<double>("difference");
    // Of the paper's table 1.
    QTest::newRow("1") << std::vector{50.0, 2.6772, -79.7751, 50.0, 0.0, -82.7485} << 2.0425;
    QTest::newRow("7") << std::vector{50.0, 0.0, 0.0, 50.0, -1.0, 2.0} << 2.3669;
    QTest::newRow("17") << std::vector{50.0, 2.5, 0.0, 73.0, 25.0, -18.0} << 27.1492;
    QTest::newRow("25") << std::vector{60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387} << 1.2644;
    QTest::newRow("31") << std::vector{22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619} << 2.0373;
}

void TestContrast::differenceIsThatOfThePaper() {
    QFETCH(std::vector<double>, labs);
    QFETCH(double, difference);
    const double got = differenceOfLab({labs[0], labs[1], labs[2]}, {labs[3], labs[4], labs[5]});
    QVERIFY2(std::abs(got - difference) < 0.0001, qPrintable(QString::number(got, 'f', 5)));
}

QTEST_MAIN(TestContrast)
#include "tst_contrast.moc"

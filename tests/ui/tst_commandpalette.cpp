// Everything by its words: what fits, in which order, and that Enter does it and the focus comes back;
// finding a stack; the numbers of the lanes as a table.

#include "watchedshop.h"
#include "workstation/commandpalette.h"
#include "workstation/lanestack.h"
#include "workstation/mainwindow.h"
#include "workstation/stackfinder.h"
#include "workstation/stacklist.h"
#include "workstation/tablepage.h"
#include "workstation/workstation.h"

#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestCommandPalette : public QObject {
    Q_OBJECT
private slots:
    void findsByWords_data();
    void findsByWords();
    void doesWhatIsChosen();
    void escapeLeavesEverythingAsItWas();
    void survivesTheEndOfItsWorkstation();
    void everyKeyIsInIt();
    void findsAStack();
    void numbersStandBesideTheLanes();
    void themeKeepsThePlace();
};

namespace {

void showWindow(MainWindow &window) {
    window.show();
    window.workstation()->refreshNow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

CommandPalette *openPalette(MainWindow &window) {
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    return window.findChild<CommandPalette *>();
}

} // namespace

void TestCommandPalette::findsByWords_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing typed lists all that can be done")
        << QString() << QStringList{"Go to a time", "Page: Alerts", "Find the alerts"};
    QTest::newRow("a part of a word")
        << QStringLiteral("aler") << QStringList{"Page: Alerts", "Find the alerts"};
    QTest::newRow("what begins with it comes first")
        << QStringLiteral("find") << QStringList{"Find the alerts"};
    QTest::newRow("words in any order") << QStringLiteral("alerts PAGE") << QStringList{"Page: Alerts"};
    QTest::newRow("nothing fits") << QStringLiteral("teapot") << QStringList();
}

void TestCommandPalette::findsByWords() {
    QFETCH(QString, typed);
    QFETCH(QStringList, found);
    const auto call = [] {};
    const std::vector<Shortcuts::Entry> entries{{QStringLiteral("G"), QStringLiteral("Go to a time"), call},
                                                {QString(), QStringLiteral("Page: Alerts"), call},
                                                {QString(), QStringLiteral("Only a remark on pages"), {}},
                                                {QString(), QStringLiteral("Find the alerts"), call}};
    QStringList words;
    for (const size_t place : CommandPalette::fitting(entries, typed))
        words << entries[place].what;
    QCOMPARE(words, found);
}

void TestCommandPalette::doesWhatIsChosen() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 35));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    const QWidget *before = window.focusWidget();
    CommandPalette *palette = openPalette(window);
    QVERIFY(palette->isVisible());
    QTest::keyClicks(window.focusWidget(), QStringLiteral("catal"));
    QCOMPARE(palette->findChild<QListWidget *>()->count(), 1);
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(window.workstation()->stackName(), QStringLiteral("catalog"));
    QVERIFY(!palette->isVisible());
    QCOMPARE(window.focusWidget(), before);
}

void TestCommandPalette::escapeLeavesEverythingAsItWas() {
    WatchedShop shop;
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    const QWidget *before = window.focusWidget();
    CommandPalette *palette = openPalette(window);
    QTest::keyClick(window.focusWidget(), Qt::Key_Down);
    QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
    QCOMPARE(window.focusWidget(), before);
}

void TestCommandPalette::survivesTheEndOfItsWorkstation() {
    WatchedShop shop;
    MainWindow window(&shop.session(), Theme::dark());
    connect(&window, &MainWindow::otherThemeAsked, &window, [&] { window.setTheme(Theme::light()); });
    showWindow(window);
    const Workstation *before = window.workstation();
    openPalette(window);
    QTest::keyClicks(window.focusWidget(), QStringLiteral("light or"));
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(window.workstation() != before);
}

void TestCommandPalette::everyKeyIsInIt() {
    WatchedShop shop;
    MainWindow window(&shop.session(), Theme::dark());
    for (const Shortcuts::Entry &entry : window.workstation()->shortcuts().entries()) {
        QVERIFY2(entry.call, qPrintable(entry.what));
        QVERIFY2(!entry.what.isEmpty() && !entry.keys.isEmpty(), qPrintable(entry.keys));
    }
}

void TestCommandPalette::findsAStack() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 35));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    auto *list = window.findChild<StackList *>();
    QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
    auto *finder = window.findChild<StackFinder *>();
    QCOMPARE(window.focusWidget(), finder);
    QTest::keyClicks(finder, QStringLiteral("CATA"));
    QVERIFY(list->isRowHidden(0));
    QVERIFY(!list->isRowHidden(1));
    QTest::keyClicks(finder, QStringLiteral("|check"));
    QVERIFY(!list->isRowHidden(0));
    finder->setText(QStringLiteral("cata"));
    QTest::keyClick(finder, Qt::Key_Return);
    QCOMPARE(window.workstation()->stackName(), QStringLiteral("catalog"));
    QVERIFY(!list->isRowHidden(0));
    QVERIFY(!finder->isVisible());
}

void TestCommandPalette::numbersStandBesideTheLanes() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 35));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
    window.workstation()->refreshNow();
    const TablePage *shown = nullptr;
    for (const TablePage *page : window.findChildren<TablePage *>())
        if (page->isVisible())
            shown = page;
    QVERIFY(shown);
    const QAbstractItemModel *numbers = shown->model();
    QVERIFY(numbers->rowCount() > 250);
    const int last = numbers->rowCount() - 1;
    QVERIFY2(numbers->index(last, 0).data().toString().startsWith(QStringLiteral("09:3")),
             qPrintable(numbers->index(last, 0).data().toString()));
    QVERIFY(numbers->index(last - 2, 1).data().toString().contains(QStringLiteral("%")));
    QCOMPARE(numbers->headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
             metricLabel(Metric::HitRatio));
    const int before = numbers->rowCount();
    QSignalSpy reset(numbers, &QAbstractItemModel::modelReset);
    shop.runTo(shopTime(9, 35, 20));
    window.workstation()->refreshNow();
    QVERIFY(numbers->rowCount() > before);
    QCOMPARE(reset.count(), 0);
    QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
    QVERIFY(!shown->isVisible());
}

void TestCommandPalette::themeKeepsThePlace() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 45));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    window.workstation()->chooseStack(1);
    window.workstation()->showPage(Workstation::TimelinePage);
    window.workstation()->window().show(shopTime(9, 33), shopTime(9, 36));
    window.setTheme(Theme::light());
    QCOMPARE(window.workstation()->stack(), StackId{1});
    QCOMPARE(window.workstation()->place().page, static_cast<int>(Workstation::TimelinePage));
    QVERIFY(!window.workstation()->window().isFollowing());
    QCOMPARE(window.workstation()->window().from(), shopTime(9, 33));
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"

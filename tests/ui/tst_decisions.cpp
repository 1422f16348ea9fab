#include "workstation/decisions.h"

#include "alertmodel.h"
#include "watchedshop.h"
#include "workstation/alertspanel.h"
#include "workstation/entryline.h"
#include "workstation/mainwindow.h"
#include "workstation/panellist.h"
#include "workstation/workstation.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

namespace {

void showWindow(MainWindow &window) {
    window.show();
    window.workstation()->refreshNow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

QString question(const QWidget &window) {
    const auto *line = window.findChild<EntryLine *>();
    QStringList words;
    for (const QWidget *label : line->findChildren<QWidget *>())
        words << label->accessibleName() << label->property("text").toString();
    return line->isVisible() ? words.join(QLatin1Char(' ')) : QString();
}

const Alert *openAlert(const Session &session, const QString &rule = {}) {
    for (const Alert &alert : session.engine().alerts())
        if (alert.subject.stack == 0 && alert.isOpen() && (rule.isEmpty() || alert.rule.name == rule))
            return &alert;
    return nullptr;
}

} // namespace

class TestDecisions : public QObject {
    Q_OBJECT
private slots:
    void readsATypedSnooze_data();
    void readsATypedSnooze();
    void acknowledgesWithAComment();
    void snoozesTheChosenAlertOnly();
    void refusesATimeThatIsNone();
    void offersTheUsualSnoozesInTheMenu();
    void offersTheUsualSnoozesInThePalette();
};

void TestDecisions::readsATypedSnooze_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("minutes"); // 0: not a time
    const auto row = [](const char *typed, qint64 minutes) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << minutes;
    };
    row("15m", 15);
    row(" 15 min ", 15);
    row("1h", 60);
    row("4 H", 240);
    row("2d", 2880);
    row("120s", 2);
    row("7d", 7 * 1440);
    row("8d", 0);
    row("30s", 0);
    row("0m", 0);
    row("15", 0);
    row("-15m", 0);
    row("", 0);
    row("99999999999h", 0);
    row("1h30m", 0);
}

void TestDecisions::readsATypedSnooze() {
    QFETCH(QString, typed);
    QFETCH(qint64, minutes);
    const auto length = typedSnooze(typed);
    QCOMPARE(length.value_or(0ms), Duration(std::chrono::minutes(minutes)));
}

void TestDecisions::acknowledgesWithAComment() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QVERIFY(openAlert(shop.session()));
    QTest::keyClick(&window, Qt::Key_A);
    QTest::keyClicks(window.focusWidget(), QStringLiteral("it is the import"));
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(openAlert(shop.session())->isAcknowledged());
    QCOMPARE(openAlert(shop.session())->attention.comment, QStringLiteral("it is the import"));
}

void TestDecisions::snoozesTheChosenAlertOnly() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    auto *list = window.findChild<AlertsPanel *>()->findChild<PanelList *>();
    QTRY_VERIFY(list->model()->rowCount() > 1);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    const QString rule = list->currentIndex().data(AlertModel::RuleRole).toString();
    const Instant now = shop.session().engine().now();
    QTest::keyClick(list, Qt::Key_Z);
    QTest::keyClicks(window.focusWidget(), QStringLiteral("1h"));
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(openAlert(shop.session(), rule)->attention.snoozedUntil);
    QCOMPARE(*openAlert(shop.session(), rule)->attention.snoozedUntil, now + 1h);
    for (const Alert &alert : shop.session().engine().alerts())
        QCOMPARE(alert.isHushed(), alert.rule.name == rule && alert.subject.stack == 0);
}

void TestDecisions::refusesATimeThatIsNone() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QTest::keyClick(&window, Qt::Key_Z);
    QTest::keyClicks(window.focusWidget(), QStringLiteral("soon"));
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    QVERIFY2(question(window).contains(QStringLiteral("15m, 1h or 4h")), qPrintable(question(window)));
    QVERIFY(!openAlert(shop.session())->isHushed());
}

void TestDecisions::offersTheUsualSnoozesInTheMenu() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    EntryLine entry(Theme::dark(), nullptr);
    Decisions decisions(&shop.session(), &entry);
    QMenu menu;
    decisions.fill(&menu, {0, QString()}, true);
    QCOMPARE(menu.actions().size(), 6);
    menu.actions()[1]->trigger();
    const Instant now = shop.session().engine().now();
    QTRY_VERIFY(openAlert(shop.session())->attention.snoozedUntil);
    QCOMPARE(*openAlert(shop.session())->attention.snoozedUntil, now + 15min);
    menu.actions()[5]->trigger();
    QTRY_VERIFY(!openAlert(shop.session())->attention.snoozedUntil);

    Session replay(shop.session().configuration(), Session::Mode::Replay, nullptr);
    EntryLine other(Theme::dark(), nullptr);
    Decisions none(&replay, &other);
    const QSignalSpy refused(&none, &Decisions::refused);
    QMenu empty;
    none.fill(&empty, {0, QString()}, false);
    QCOMPARE(empty.actions().size(), 1);
    QVERIFY(!empty.actions()[0]->isEnabled());
    none.acknowledge({0, QString()});
    none.snooze({0, QString()});
    none.unsnooze({0, QString()});
    QCOMPARE(refused.size(), 3);
    QVERIFY(refused[0][0].toString().contains(QStringLiteral("A recording stays as it was decided")));
}

void TestDecisions::offersTheUsualSnoozesInThePalette() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    EntryLine entry(Theme::dark(), nullptr);
    Decisions decisions(&shop.session(), &entry);
    std::vector<Shortcuts::Entry> entries;
    decisions.addTo(entries, 0);
    QCOMPARE(entries.size(), size_t(3));
    const Instant now = shop.session().engine().now();
    entries[2].call();
    QTRY_VERIFY(openAlert(shop.session())->attention.snoozedUntil);
    QCOMPARE(*openAlert(shop.session())->attention.snoozedUntil, now + 4h);
}

QTEST_MAIN(TestDecisions)
#include "tst_decisions.moc"

#include "tiers.h"

#include <QTest>

using namespace spillway;

class TestTiers : public QObject {
    Q_OBJECT

private slots:
    void comeInTheirTime_data();
    void comeInTheirTime();
    void beginAnew();
};

void TestTiers::comeInTheirTime_data() {
    QTest::addColumn<Duration>("every");
    QTest::addColumn<int>("warm"); // polls between
    QTest::addColumn<int>("cold");
    QTest::addRow("ten times a second") << Duration(100) << 150 << 3000;
    QTest::addRow("every second") << Duration(1s) << 15 << 300;
    QTest::addRow("every four seconds: sooner rather than later") << Duration(4s) << 3 << 75;
    QTest::addRow("every minute: each poll is one for what is rare") << Duration(1min) << 1 << 5;
    QTest::addRow("every ten minutes") << Duration(10min) << 1 << 1;
}

void TestTiers::comeInTheirTime() {
    QFETCH(Duration, every);
    QFETCH(int, warm);
    QFETCH(int, cold);
    Tiers tiers(every);
    for (int poll = 0; poll <= 2 * cold; ++poll) {
        const Tier due = poll % cold == 0 ? Tier::Cold : poll % warm == 0 ? Tier::Warm : Tier::Hot;
        QVERIFY2(tiers.next() == due, qPrintable(QString::number(poll)));
    }
}

void TestTiers::beginAnew() {
    Tiers tiers(1s);
    QVERIFY(tiers.next() == Tier::Cold);
    QVERIFY(tiers.next() == Tier::Hot);
    tiers.restart();
    QVERIFY(tiers.next() == Tier::Cold);
}

QTEST_APPLESS_MAIN(TestTiers)
#include "tst_tiers.moc"

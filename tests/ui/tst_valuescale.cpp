// Round scales: what they end at, when they stay, and how their ticks read.

#include "charts/valuescale.h"

#include <QtTest>

using namespace spillway;

class TestValueScale : public QObject {
    Q_OBJECT
private slots:
    void endsAtARoundValue_data();
    void endsAtARoundValue();
    void staysWhileItFits_data();
    void staysWhileItFits();
    void tickReads_data();
    void tickReads();
};

void TestValueScale::endsAtARoundValue_data() {
    QTest::addColumn<double>("highest");
    QTest::addColumn<int>("intervals");
    QTest::addColumn<double>("top");
    QTest::newRow("the load of the design's picture") << 20.9 << 4 << 24.0;
    QTest::newRow("exactly round already") << 16.0 << 4 << 16.0;
    QTest::newRow("lookups in a low lane") << 1302.0 << 2 << 1600.0;
    QTest::newRow("less than one") << 0.03 << 1 << 0.03;
    QTest::newRow("nothing at all") << 0.0 << 4 << 1.0;
    QTest::newRow("not a number") << std::nan("") << 4 << 1.0;
    QTest::newRow("millions") << 7.1e6 << 4 << 8e6;
}

void TestValueScale::endsAtARoundValue() {
    QFETCH(double, highest);
    QFETCH(int, intervals);
    QFETCH(double, top);
    const ValueScale scale = ValueScale::upTo(highest, intervals);
    QVERIFY2(qFuzzyCompare(scale.top, top), qPrintable(QString::number(scale.top)));
    QCOMPARE(scale.bottom, 0.0);
    QCOMPARE(scale.ticks().size(), static_cast<size_t>(intervals) + 1);
}

void TestValueScale::staysWhileItFits_data() {
    QTest::addColumn<double>("highest");
    QTest::addColumn<double>("top");
    QTest::newRow("falls a little") << 13.0 << 24.0;
    QTest::newRow("grows within") << 24.0 << 24.0;
    QTest::newRow("grows beyond") << 25.0 << 32.0;
    QTest::newRow("falls under the half") << 11.0 << 12.0;
}

void TestValueScale::staysWhileItFits() {
    QFETCH(double, highest);
    QFETCH(double, top);
    QCOMPARE(ValueScale::calm(highest, 24, 4).top, top);
}

void TestValueScale::tickReads_data() {
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("a ratio in percent") << Unit::Ratio << 0.75 << QStringLiteral("75");
    QTest::newRow("sessions") << Unit::Sessions << 18.0 << QStringLiteral("18");
    QTest::newRow("a rate") << Unit::PerSecond << 1600.0 << QStringLiteral("1\u00a0600");
    QTest::newRow("a great rate") << Unit::PerSecond << 25'000.0 << QStringLiteral("25\u00a0k");
    QTest::newRow("memory") << Unit::Bytes << 4.0 * 1024 * 1024 * 1024 << QStringLiteral("4\u00a0GiB");
}

void TestValueScale::tickReads() {
    QFETCH(Unit, unit);
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(tickText(unit, value), text);
}

QTEST_APPLESS_MAIN(TestValueScale)
#include "tst_valuescale.moc"

#include "duration.h"

#include <QtTest>

using namespace spillway;

class TestDuration : public QObject {
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
};

void TestDuration::parses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // -1: refused
    QTest::newRow("milliseconds") << "250ms" << qint64(250);
    QTest::newRow("seconds") << "90s" << qint64(90'000);
    QTest::newRow("minutes") << "15m" << qint64(900'000);
    QTest::newRow("hours") << "24h" << qint64(86'400'000);
    QTest::newRow("days") << "7d" << qint64(604'800'000);
    QTest::newRow("zero with a unit") << "0s" << qint64(0);
    QTest::newRow("a fraction") << "1.5s" << qint64(1500);
    QTest::newRow("a number without a unit") << "30" << qint64(-1);
    QTest::newRow("a unit without a number") << "s" << qint64(-1);
    QTest::newRow("negative") << "-5s" << qint64(-1);
    QTest::newRow("an exponent") << "1e3s" << qint64(-1);
    QTest::newRow("two points") << "1.2.3s" << qint64(-1);
    QTest::newRow("a space before the unit") << "5 s" << qint64(-1);
    QTest::newRow("an unknown unit") << "5w" << qint64(-1);
    QTest::newRow("longer than ten years") << "99999d" << qint64(-1);
    QTest::newRow("a number beyond any integer") << "99999999999999999999999s" << qint64(-1);
    QTest::newRow("infinity by name") << "infs" << qint64(-1);
    QTest::newRow("empty") << "" << qint64(-1);
}

void TestDuration::parses() {
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    const std::optional<Duration> parsed = parseDuration(text);
    QCOMPARE(parsed ? parsed->count() : qint64(-1), ms);
}

QTEST_GUILESS_MAIN(TestDuration)
#include "tst_duration.moc"

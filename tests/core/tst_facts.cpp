#include "diagnosis/facts.h"

#include <QTest>

using namespace spillway;

static Event change(const char *setting, const char *before, const char *after) {
    return {Instant::fromMs(60'000), QStringLiteral("checkout"), QStringLiteral("cache-1: changed"),
            ConfigEvent{QStringLiteral("cache-1"), QString::fromLatin1(setting), QString::fromLatin1(before),
                        QString::fromLatin1(after)}};
}

class TestFacts : public QObject {
    Q_OBJECT
private slots:
    void collects_data() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("ofCache");
        QTest::addColumn<int>("cause"); // -1 = none
        const auto maxMemory = static_cast<int>(Cause::MaxMemory);
        QTest::newRow("less memory") << "maxmemory"
                                     << "400"
                                     << "100" << true << maxMemory;
        QTest::newRow("a limit where there was none") << "maxmemory"
                                                      << "0"
                                                      << "100" << true << maxMemory;
        QTest::newRow("more memory harms nobody") << "maxmemory"
                                                  << "100"
                                                  << "400" << true << -1;
        QTest::newRow("no limit any more") << "maxmemory"
                                           << "100"
                                           << "0" << true << -1;
        QTest::newRow("another policy") << "maxmemory-policy"
                                        << "allkeys-lru"
                                        << "volatile-lru" << true << static_cast<int>(Cause::MaxMemoryPolicy);
        QTest::newRow("a setting that does not matter") << "timeout"
                                                        << "0"
                                                        << "60" << true << -1;
        QTest::newRow("a database's setting") << "maxmemory"
                                              << "400"
                                              << "100" << false << -1;
    }
    void collects() {
        QFETCH(QString, setting);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(bool, ofCache);
        QFETCH(int, cause);
        Facts facts;
        facts.collect(change(qPrintable(setting), qPrintable(before), qPrintable(after)), ofCache);
        QCOMPARE(facts.all().empty(), cause < 0);
        if (cause >= 0)
            QCOMPARE(static_cast<int>(facts.all().front().cause), cause);
    }
    void findsTheLatestInAStretch() {
        Facts facts;
        facts.add({Instant::fromMs(1000), Cause::Flush, {}, QStringLiteral("first"), {}});
        facts.add({Instant::fromMs(5000), Cause::Flush, {}, QStringLiteral("second"), {}});
        QCOMPARE(facts.latest(Cause::Flush, Instant::fromMs(0), Instant::fromMs(9000))->text,
                 QStringLiteral("second"));
        QCOMPARE(facts.latest(Cause::Flush, Instant::fromMs(0), Instant::fromMs(4000))->text,
                 QStringLiteral("first"));
        QVERIFY(!facts.latest(Cause::Flush, Instant::fromMs(6000), Instant::fromMs(9000)));
        QVERIFY(!facts.latest(Cause::Restart, Instant::fromMs(0), Instant::fromMs(9000)));
    }
    void forgetsAfterAnHour() {
        Facts facts;
        facts.add({Instant::fromMs(0), Cause::Flush, {}, {}, {}});
        facts.expire(Instant::fromMs(3'600'000));
        QCOMPARE(facts.all().size(), size_t(1));
        facts.expire(Instant::fromMs(3'601'000));
        QVERIFY(facts.all().empty());
    }
};

QTEST_APPLESS_MAIN(TestFacts)
#include "tst_facts.moc"

#include "deriver.h"
#include "stackfixture.h"

#include <QTest>

using namespace spillway;
using enum Metric;

static std::optional<double> valueOf(const Derived &derived, Metric metric, qint32 endpoint) {
    for (const Sample &sample : derived.samples)
        if (sample.series.metric == metric && sample.series.endpoint == endpoint)
            return sample.value();
    return std::nullopt;
}

static Frame cacheFrame(qint64 second, double hits, double misses,
                        const QString &identity = QStringLiteral("a")) {
    Reading reading;
    reading.identity = identity;
    reading.set(Field::Hits, hits);
    reading.set(Field::Misses, misses);
    return {Instant::fromMs(second * 1000), 0, 1ms, reading};
}

class TestDeriver : public QObject {
    Q_OBJECT
private slots:
    void ratesAreOfTheInterval_data() {
        QTest::addColumn<qint64>("second");
        QTest::addColumn<double>("hits");
        QTest::addColumn<double>("misses");
        QTest::addColumn<QString>("identity");
        QTest::addColumn<double>("ratio"); // -1 = none
        QTest::addColumn<double>("lookups");
        QTest::addColumn<int>("continuity");
        const auto row = [](const char *name, qint64 second, double hits, double misses, const char *identity,
                            double ratio, double lookups, Continuity continuity) {
            QTest::newRow(name) << second << hits << misses << QString::fromLatin1(identity) << ratio
                                << lookups << static_cast<int>(continuity);
        };
        using enum Continuity;
        row("one second later", 11, 1095, 105, "a", 0.95, 100, Continued);
        row("a missed poll gives the mean of both seconds", 12, 1095, 105, "a", 0.95, 50, Continued);
        row("no traffic has no ratio", 11, 1000, 100, "a", -1, 0, Continued);
        row("too long ago to say anything about now", 30, 1095, 105, "a", -1, -1, Continued);
        row("a restart drops the interval", 11, 5, 5, "b", -1, -1, Restarted);
        row("a restart that has already overtaken is still one", 11, 5000, 500, "b", -1, -1, Restarted);
        row("a reset of the counters drops the interval", 11, 5, 5, "a", -1, -1, CountersReset);
    }
    void ratesAreOfTheInterval() {
        QFETCH(qint64, second);
        QFETCH(double, hits);
        QFETCH(double, misses);
        QFETCH(QString, identity);
        QFETCH(double, ratio);
        QFETCH(double, lookups);
        QFETCH(int, continuity);
        Deriver deriver(fixture::configuration());
        QVERIFY(!valueOf(deriver.derive(cacheFrame(10, 1000, 100)), HitRatio, 0));
        const Derived derived = deriver.derive(cacheFrame(second, hits, misses, identity));
        QCOMPARE(static_cast<int>(derived.continuity), continuity);
        QCOMPARE(valueOf(derived, HitRatio, 0).value_or(-1), ratio);
        QCOMPARE(valueOf(derived, Lookups, 0).value_or(-1), lookups);
        QCOMPARE(valueOf(derived, HitRatio, SeriesId::WholeStack).value_or(-1), ratio);
    }
    void aFailureHasNoSamplesAndLosesNoCounter() {
        Deriver deriver(fixture::configuration());
        deriver.derive(cacheFrame(10, 1000, 100));
        const Frame failure{Instant::fromMs(11'000), 0, 900ms,
                            Failure{FailureKind::NoAnswer, QStringLiteral("silent"), {}}};
        QVERIFY(deriver.derive(failure).samples.empty());
        QCOMPARE(valueOf(deriver.derive(cacheFrame(12, 1180, 120)), Lookups, 0), std::optional(100.0));
    }
    void withoutTheRightTheLoadIsUnknownNotZero() {
        fixture::Stack stack;
        Frame frame = stack.databaseFrame({});
        Reading reading = frame.outcome.value();
        reading.set(Field::CanSee, 0);
        reading.set(Field::Active, 0);
        frame.outcome = reading;
        Deriver deriver(stack.configuration());
        const Derived derived = deriver.derive(frame);
        QVERIFY(!valueOf(derived, Load, frame.endpoint));
        QVERIFY(!valueOf(derived, Load, SeriesId::WholeStack));
        QVERIFY(!valueOf(derived, Connections, frame.endpoint));
    }
    void databaseNumbers() {
        fixture::Stack stack(fixture::configuration(), 0);
        Deriver deriver(stack.configuration());
        fixture::Second rates;
        rates.active = 8;
        rates.locked = 4;
        deriver.derive(stack.databaseFrame(rates));
        stack.tick();
        const Derived derived = deriver.derive(stack.databaseFrame(rates));
        QCOMPARE(valueOf(derived, Load, 1), std::optional(8.0));
        QCOMPARE(valueOf(derived, LoadPerCore, 1), std::optional(0.5));
        QCOMPARE(valueOf(derived, LockShare, 1), std::optional(0.5));
        QCOMPARE(valueOf(derived, Statements, 1), std::optional(60.0));
        QCOMPARE(valueOf(derived, ConnectionUse, 1), std::optional(40.0 / 97));
        QCOMPARE(valueOf(derived, RowsPerStatement, 1), std::optional(10.0));
    }
};

QTEST_APPLESS_MAIN(TestDeriver)
#include "tst_deriver.moc"

#include "audit/observed.h"

#include <QTest>

using namespace spillway;

namespace {

Frame frame(qint64 second, double hits, double clients) {
    Reading reading;
    reading.version = QStringLiteral("redis 7.0.15");
    reading.settings[QStringLiteral("timeout")] = QString::number(second);
    reading.set(Field::Hits, hits);
    reading.set(Field::Clients, clients);
    return {Instant::fromMs(second * 1000), 0, 1ms, reading};
}

} // namespace

class TestObserved : public QObject {
    Q_OBJECT
private slots:
    void knowsNothingAtFirst() {
        const Observed seen;
        QCOMPARE(seen.readings(), 0);
        QVERIFY(!seen.latest(Field::Hits));
        QVERIFY(!seen.gained(Field::Hits));
        QVERIFY(!seen.perSecond(Field::Hits));
    }
    void addsUpWithoutWhatWasReset() {
        Observed seen;
        seen.add(frame(0, 100, 5));
        seen.add(frame(10, 200, 9));
        seen.add(frame(20, 30, 7)); // began anew
        seen.add(frame(30, 80, 6));
        QCOMPARE(seen.gained(Field::Hits), std::optional(150.0));
        QCOMPARE(seen.perSecond(Field::Hits), std::optional(7.5)); // in the 20 s that count
        QCOMPARE(seen.first(Field::Clients), std::optional(5.0));
        QCOMPARE(seen.latest(Field::Clients), std::optional(6.0));
        QCOMPARE(seen.highest(Field::Clients), std::optional(9.0));
        QCOMPARE(seen.span(), Duration(30s));
        QCOMPARE(seen.settings().value(QStringLiteral("timeout")), QStringLiteral("30"));
    }
    void aRareFigureIsFollowedBetweenItsOwnFrames() {
        Observed seen;
        seen.note(Rare::SlowCommands, 10, Instant::fromMs(0));
        for (int second = 0; second < 15; ++second)
            seen.add(frame(second, 100 * second, 5));
        seen.note(Rare::SlowCommands, 40, Instant::fromMs(15'000));
        QCOMPARE(seen.perSecond(Rare::SlowCommands), std::optional(2.0));
    }
    void aFailureIsNoReading() {
        Observed seen;
        seen.add(frame(0, 100, 5));
        seen.add({Instant::fromMs(10'000), 0, 1ms, Failure{FailureKind::Refused, QStringLiteral("no"), {}}});
        QCOMPARE(seen.readings(), 1);
        QCOMPARE(seen.failures(), 1);
        QCOMPARE(seen.span(), Duration(0s));
    }
};

QTEST_APPLESS_MAIN(TestObserved)
#include "tst_observed.moc"

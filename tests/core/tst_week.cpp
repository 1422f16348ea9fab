#include "diagnosis/week.h"

#include "ticks.h"

#include <QTest>

#include <functional>

using namespace spillway;
using enum Quantity;

namespace {

constexpr Duration aWeek = 24h * 7;
const Instant monday = Instant::fromMs(1'709'510'400'000); // 2024-03-04T00:00Z

// Quiet ticks, one each ten seconds in [from, from + length), `times` as much traffic as usual.
void teach(Week &week, Instant from, Duration length, double times = 1) {
    for (Instant at = from; at < from + length; at = at + 10s) {
        Tick tick = fixture::quietTick(0);
        tick.at = at;
        for (double Tick::*member :
             {&Tick::lookups, &Tick::hits, &Tick::misses, &Tick::statements, &Tick::load})
            tick.*member *= times;
        week.learn(tick);
    }
}

// The hour of 09:00 of so many Mondays, and what closes it.
Week mondays(int weeks, double times = 1) {
    Week week;
    for (int i = 0; i < weeks; ++i) {
        teach(week, monday + aWeek * i + 9h, 1h, times);
        teach(week, monday + aWeek * i + 10h, 1min);
    }
    return week;
}

} // namespace

class TestWeek : public QObject {
    Q_OBJECT
private slots:
    void believesTwoWeeks_data() {
        QTest::addColumn<int>("weeks");
        QTest::addColumn<bool>("known");
        QTest::newRow("none") << 0 << false;
        QTest::newRow("one is chance") << 1 << false;
        QTest::newRow("two") << 2 << true;
        QTest::newRow("nine, the last four") << 9 << true;
    }
    void believesTwoWeeks() {
        QFETCH(int, weeks);
        QFETCH(bool, known);
        const Week week = mondays(weeks);
        const Instant next = monday + aWeek * weeks + 9h + 30min;
        QCOMPARE(week.usual(Load, next).has_value(), known);
        QCOMPARE(week.weeksKnown(next), std::min<size_t>(static_cast<size_t>(weeks), Week::longestMemory));
        QVERIFY(!week.usual(Load, next + 24h)); // Tuesday
        QVERIFY(!week.usual(Ttl, next));        // not followed
    }
    void isTheMiddleOfTheWeeks() {
        Week week;
        for (const double times : {1.0, 9.0, 1.1}) {
            static int i = 0;
            teach(week, monday + aWeek * i + 9h, 1h, times);
            teach(week, monday + aWeek * i++ + 10h, 1min);
        }
        QCOMPARE(week.usual(Lookups, monday + aWeek * 5 + 9h)->median, 1100.0);
    }
    void aShortHourTeachesNothing() {
        Week week;
        for (int i = 0; i < 3; ++i) {
            teach(week, monday + aWeek * i + 9h, 15min);
            teach(week, monday + aWeek * i + 11h, 1min);
        }
        QCOMPARE(week.weeksKnown(monday + 9h), size_t(0));
    }
    void unknownStaysUnknown() {
        Week week;
        for (int i = 0; i < 2; ++i)
            for (Instant at = monday + aWeek * i + 9h; at < monday + aWeek * i + 10h + 1min; at = at + 10s) {
                Tick tick = fixture::quietTick(0);
                tick.at = at;
                tick.lookups = tick.hits = Tick::none;
                week.learn(tick);
            }
        QVERIFY(!week.usual(Lookups, monday + 9h));
        QVERIFY(week.usual(Load, monday + 9h));
    }
    void growsFromHourToHourWithoutAStep() {
        Week week;
        for (int i = 0; i < 2; ++i)
            for (int hour = 7; hour < 12; ++hour)
                teach(week, monday + aWeek * i + hour * 1h, 1h, hour < 9 ? 1 : 3);
        const Instant quiet = monday + aWeek * 2 + 8h;
        QCOMPARE(week.growth(Load, quiet, quiet), 1.0);
        QCOMPARE(week.growth(Load, quiet, quiet + 1h), 2.0); // 09:00, between 08:30 and 09:30
        QCOMPARE(week.growth(Load, quiet, quiet + 2h), 3.0);
        QCOMPARE(week.growth(Load, quiet + 2h, quiet), 1 / 3.0);
        QCOMPARE(week.growth(Load, quiet, quiet + 12h), 1.0); // not known
        QCOMPARE(week.growth(Ttl, quiet, quiet + 2h), 1.0);   // not followed
    }
    void explains_data() {
        QTest::addColumn<std::function<void(Tick &)>>("change");
        QTest::addColumn<bool>("usual");
        const auto row = [](const char *name, std::function<void(Tick &)> change, bool usual) {
            QTest::newRow(name) << std::move(change) << usual;
        };
        row(
            "the usual", [](Tick &) {}, true);
        row(
            "a little more", [](Tick &tick) { tick.load += 0.5; }, true);
        row(
            "more load", [](Tick &tick) { tick.load *= 2; }, false);
        row(
            "unknown load", [](Tick &tick) { tick.load = Tick::none; }, false);
        row(
            "more lookups", [](Tick &tick) { tick.lookups *= 1.5, tick.hits *= 1.5; }, false);
        row(
            "fewer lookups", [](Tick &tick) { tick.lookups *= 0.5, tick.hits *= 0.5; }, false);
        row(
            "unknown lookups", [](Tick &tick) { tick.lookups = tick.hits = Tick::none; }, false);
        row(
            "more misses", [](Tick &tick) { tick.misses *= 2; }, false);
        row(
            "lost hits", [](Tick &tick) { tick.hits *= 0.9; }, false);
        row(
            "more statements", [](Tick &tick) { tick.statements *= 2; }, false);
    }
    void explains() {
        QFETCH(std::function<void(Tick &)>, change);
        QFETCH(bool, usual);
        const Week week = mondays(3);
        Tick tick = fixture::quietTick(0);
        tick.at = monday + aWeek * 3 + 9h + 10min;
        change(tick);
        QCOMPARE(week.explains(tick), usual);
        tick.at = tick.at + 3h;
        QVERIFY(!week.explains(tick)); // an hour that is not known explains nothing
    }
};

QTEST_APPLESS_MAIN(TestWeek)
#include "tst_week.moc"

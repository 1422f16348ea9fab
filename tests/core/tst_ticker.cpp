#include "deriver.h"
#include "diagnosis/ticker.h"
#include "stackfixture.h"

#include <QTest>

using namespace spillway;
using fixture::Second;

namespace {

struct Watched {
    fixture::Stack stack{fixture::configuration(), 0};
    Deriver deriver{stack.configuration()};
    Ticker ticker{stack.configuration(), 0};

    std::optional<Tick> take(const Frame &frame) { return ticker.take(frame, deriver.derive(frame).samples); }
    // One round; the tick of its database.
    std::optional<Tick> second(bool cacheAnswers = true, double longest = 0.1, double activeMs = 0) {
        stack.tick();
        take(cacheAnswers ? stack.cacheFrame(Second{}) : stack.failure(0));
        Frame frame = stack.databaseFrame(Second{});
        m_activeMs += activeMs;
        Reading reading = frame.outcome.value();
        reading.set(Field::ActiveTime, m_activeMs);
        reading.set(Field::LongestQuery, longest);
        frame.outcome = reading;
        return take(frame);
    }

private:
    double m_activeMs = 0;
};

} // namespace

class TestTicker : public QObject {
    Q_OBJECT
private slots:
    void aTickIsCompleteWithTheDatabases() {
        Watched watched;
        QVERIFY(watched.second());
        watched.stack.tick();
        QVERIFY(!watched.take(watched.stack.cacheFrame(Second{})));
        const auto tick = watched.take(watched.stack.databaseFrame(Second{}));
        QVERIFY(tick);
        QCOMPARE(tick->hits, 950.0);
        QCOMPARE(tick->misses, 50.0);
        QCOMPARE(tick->statements, 60.0);
        QCOMPARE(tick->load, 3.0);
        QCOMPARE(tick->locked, 0.0);
    }
    void anUnreachableCacheServesNothing() {
        Watched watched;
        watched.second();
        watched.second();
        QVERIFY(!watched.ticker.cacheSilent());
        QCOMPARE(watched.second(false)->lookups, 1000.0); // held: one poll may be late
        QVERIFY(watched.ticker.cacheSilent());
        QVERIFY(!watched.ticker.cacheUnavailable());
        for (int i = 0; i < 4; ++i)
            watched.second(false);
        QVERIFY(watched.ticker.cacheUnavailable());
        QCOMPARE(watched.second(false)->lookups, 0.0);
    }
    void aStatementCountedAtItsEndIsNoMoreThanWasSeen() {
        Watched watched;
        watched.second(true, 0.1, 3000);
        QCOMPARE(watched.second(true, 0.1, 3000)->counted, 3.0);
        QCOMPARE(watched.second(true, 0.1, 9000)->counted, 9.0);
        QCOMPARE(watched.second(true, 20, 3000)->counted, 3.0);
        QCOMPARE(watched.second(true, 0.1, 24'000)->counted, 3.0);
    }
};

QTEST_APPLESS_MAIN(TestTicker)
#include "tst_ticker.moc"

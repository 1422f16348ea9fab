// The queueing model: that every deed moves just what it would move on real servers, and that the same
// seed gives the same frames. Each row compares a minute before the deed with a minute after it.

#include "simulation.h"

#include <QTest>

#include <functional>
#include <map>

using namespace spillway;

namespace {

const Instant start = Instant::fromMs(1'709'460'000'000); // 2024-03-03T10:00:00Z
const Instant deedAt = start + 100s;

StackTraits shop(const Script &script) {
    StackTraits stack;
    stack.name = QStringLiteral("shop");
    CacheTraits cache;
    cache.name = QStringLiteral("cache-1");
    cache.keys = 200'000;
    stack.caches = {cache};
    stack.caches[0].maxMemory = 2.0 * 1024 * 1024 * 1024;
    stack.database.name = QStringLiteral("db-1");
    stack.script = script;
    return stack;
}

Simulation simulate(const Script &script, quint64 seed = 1) {
    return Simulation({shop(script)}, start, start + 360s, seed);
}

// The change of counters per second, and the mean of gauges, of one endpoint over a span.
class Observed {
public:
    Observed(const std::vector<Frame> &frames, EndpointId endpoint, Instant from, Instant to) {
        for (const Frame &frame : frames) {
            if (frame.endpoint != endpoint || frame.at < from || frame.at > to)
                continue;
            if (frame.outcome.ok())
                m_readings.push_back(&frame.outcome.value());
            else
                ++m_failures;
        }
        m_seconds = toSeconds(to - from);
    }

    double operator[](Field field) const {
        if (fieldInfo(field).kind == FieldKind::Counter)
            return (*m_readings.back()->value(field) - *m_readings.front()->value(field)) / m_seconds;
        double sum = 0;
        for (const Reading *reading : m_readings)
            sum += reading->value(field).value_or(0);
        return sum / double(m_readings.size());
    }
    QString identity() const { return m_readings.back()->identity; }
    int failures() const { return m_failures; }

private:
    std::vector<const Reading *> m_readings;
    int m_failures = 0;
    double m_seconds;
};

std::vector<Frame> framesOf(Simulation simulation) {
    std::vector<Frame> frames;
    while (auto frame = simulation.next())
        frames.push_back(std::move(*frame));
    return frames;
}

const std::map<QString, std::function<double(const Observed &cache, const Observed &database)>> quantities{
    {QStringLiteral("hit ratio"),
     [](const Observed &cache, const Observed &) {
         return cache[Field::Hits] / (cache[Field::Hits] + cache[Field::Misses]);
     }},
    {QStringLiteral("lookups"),
     [](const Observed &cache, const Observed &) { return cache[Field::Hits] + cache[Field::Misses]; }},
    {QStringLiteral("hits"), [](const Observed &cache, const Observed &) { return cache[Field::Hits]; }},
    {QStringLiteral("misses"), [](const Observed &cache, const Observed &) { return cache[Field::Misses]; }},
    {QStringLiteral("keys"), [](const Observed &cache, const Observed &) { return cache[Field::Keys]; }},
    {QStringLiteral("errors and 1"),
     [](const Observed &cache, const Observed &) { return 1 + cache[Field::ErrorReplies]; }},
    {QStringLiteral("average TTL"),
     [](const Observed &cache, const Observed &) { return cache[Field::AverageTtl]; }},
    {QStringLiteral("transactions"),
     [](const Observed &, const Observed &database) { return database[Field::Commits]; }},
    {QStringLiteral("load"),
     [](const Observed &, const Observed &database) { return database[Field::Active]; }},
    {QStringLiteral("lock waits and 1"),
     [](const Observed &, const Observed &database) { return 1 + database[Field::OnLock]; }},
};

} // namespace

class TestSimulation : public QObject {
    Q_OBJECT

private slots:
    void deedsMoveWhatTheyWould_data();
    void deedsMoveWhatTheyWould();
    void missesAreTheDatabasesWork();
    void restartsChangeTheIdentity();
    void statisticsResetKeepsTheIdentity();
    void silenceIsTheMonitorsOnly();
    void sameSeedSameFrames();
};

void TestSimulation::deedsMoveWhatTheyWould_data() {
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("quantity");
    QTest::addColumn<double>("least"); // factor, after over before
    QTest::addColumn<double>("most");
    const auto row = [](const char *name, const std::vector<Deed> &deeds, const char *quantity, double least,
                        double most) {
        Script script;
        for (const Deed &deed : deeds)
            script.push_back({deedAt, deed});
        QTest::newRow(name) << script << QString::fromLatin1(quantity) << least << most;
    };
    constexpr double mebibyte = 1024.0 * 1024;
    row("without a deed the ratio stays", {}, "hit ratio", 0.995, 1.005);
    row("without a deed the load stays", {}, "load", 0.8, 1.25);
    row("a cut of maxmemory costs hits", {SetMaxMemory{0, 200 * mebibyte}}, "hit ratio", 0.3, 0.7);
    row("a cut of maxmemory costs keys", {SetMaxMemory{0, 200 * mebibyte}}, "keys", 0.05, 0.2);
    row("a cut of maxmemory leaves the traffic", {SetMaxMemory{0, 200 * mebibyte}}, "lookups", 0.95, 1.1);
    row("a cut of maxmemory loads the database", {SetMaxMemory{0, 200 * mebibyte}}, "load", 3, 12);
    row("random eviction costs more hits than LRU",
        {SetPolicy{0, EvictionPolicy::AllKeysRandom}, SetMaxMemory{0, 200 * mebibyte}}, "hit ratio", 0.1,
        0.4);
    row("a full cache that may not evict refuses to store",
        {SetPolicy{0, EvictionPolicy::NoEviction}, SetMaxMemory{0, 200 * mebibyte}}, "errors and 1", 10, 1e4);
    row("a cache that may not evict keeps its keys",
        {SetPolicy{0, EvictionPolicy::NoEviction}, SetMaxMemory{0, 200 * mebibyte}}, "keys", 0.95, 1.0);
    row("a flush costs hits", {FlushCache{0}}, "hit ratio", 0.05, 0.9);
    row("a flush costs keys", {FlushCache{0}}, "keys", 0.0, 0.7);
    row("a mass expiry costs keys", {ExpireKeys{0, 0.5}}, "keys", 0.5, 0.8);
    row("new key names cost hits", {RenameKeys{0, 0.5}}, "hit ratio", 0.4, 0.9);
    row("new key names leave the old keys", {RenameKeys{0, 0.5}}, "keys", 1.0, 1.6);
    row("a short TTL shows", {SetTtl{0, 60}}, "average TTL", 0.0, 0.1);
    row("a bypass takes lookups away", {Bypass{0, 0.5, 0}}, "lookups", 0.45, 0.55);
    row("a bypass leaves the ratio", {Bypass{0, 0.5, 0}}, "hit ratio", 0.97, 1.02);
    row("a bypass becomes transactions", {Bypass{0, 0.5, 0}}, "transactions", 3, 8);
    row("a surge brings lookups", {ScaleTraffic{1.5, 10}}, "lookups", 1.45, 1.55);
    row("a surge leaves the ratio", {ScaleTraffic{1.5, 10}}, "hit ratio", 0.99, 1.02);
    row("new content misses", {NewContent{300}}, "misses", 5, 40);
    row("new content leaves the hits", {NewContent{300}}, "hits", 0.97, 1.03);
    row("dearer queries load the database", {ScaleQueryCost{3, 5}}, "load", 2.3, 3.7);
    row("dearer queries leave the transactions", {ScaleQueryCost{3, 5}}, "transactions", 0.95, 1.05);
    row("a held lock shows as lock waits", {HoldLock{0.05}}, "lock waits and 1", 5, 30);
    row("fewer cores load the database", {SetCores{2.4}}, "load", 1.15, 10);
    row("other clients load the database", {OtherClients{6, 1}}, "load", 2.3, 4.5);
    row("other clients leave the lookups", {OtherClients{6, 1}}, "lookups", 0.97, 1.03);
}

void TestSimulation::deedsMoveWhatTheyWould() {
    QFETCH(Script, script);
    QFETCH(QString, quantity);
    QFETCH(double, least);
    QFETCH(double, most);
    const std::vector<Frame> frames = framesOf(simulate(script));
    const auto measure = [&](Instant from) {
        return quantities.at(quantity)(Observed(frames, 0, from, from + 60s),
                                       Observed(frames, 1, from, from + 60s));
    };
    const double factor = measure(deedAt + 90s) / measure(deedAt - 70s);
    QVERIFY2(factor >= least && factor <= most,
             qPrintable(QStringLiteral("%1 changed by a factor of %2").arg(quantity).arg(factor)));
}

void TestSimulation::missesAreTheDatabasesWork() {
    const std::vector<Frame> frames = framesOf(simulate({{deedAt, SetMaxMemory{0, 300.0 * 1024 * 1024}}}));
    const auto added = [&](EndpointId endpoint, Field field) {
        return Observed(frames, endpoint, deedAt + 120s, deedAt + 240s)[field] -
               Observed(frames, endpoint, start, deedAt)[field];
    };
    const double ratio = added(1, Field::Commits) / added(0, Field::Misses);
    QVERIFY2(ratio > 0.95 && ratio < 1.05, qPrintable(QString::number(ratio)));
}

void TestSimulation::restartsChangeTheIdentity() {
    const std::vector<Frame> frames =
        framesOf(simulate({{deedAt, RestartCache{0, 10}}, {deedAt, RestartDatabase{20, 16, 300}}}));
    for (const EndpointId id : {EndpointId(0), EndpointId(1)}) {
        const Observed before(frames, id, start, deedAt);
        const Observed after(frames, id, deedAt + 60s, deedAt + 90s);
        QVERIFY(before.identity() != after.identity());
        QVERIFY(after[Field::Uptime] < 100);
        QCOMPARE(Observed(frames, id, deedAt, deedAt + 60s).failures(), id == 0 ? 10 : 20);
    }
    QCOMPARE(Observed(frames, 1, deedAt + 60s, deedAt + 90s)[Field::MaxConnections], 300.0);
}

void TestSimulation::statisticsResetKeepsTheIdentity() {
    const std::vector<Frame> frames = framesOf(simulate({{deedAt, ResetStatistics{0}}}));
    QCOMPARE(Observed(frames, 0, deedAt, deedAt + 9s).identity(),
             Observed(frames, 0, start, deedAt).identity());
    QVERIFY(Observed(frames, 0, start, deedAt + 9s)[Field::Hits] < 0);
}

void TestSimulation::silenceIsTheMonitorsOnly() {
    const Failure failure{FailureKind::NoAnswer, QStringLiteral("no answer"), {}};
    const std::vector<Frame> silent = framesOf(simulate({{deedAt, Unreachable{0, 30, failure}}}));
    const std::vector<Frame> heard = framesOf(simulate({}));
    QCOMPARE(silent.size(), heard.size());
    QCOMPARE(Observed(silent, 0, deedAt, deedAt + 40s).failures(), 30);
    QCOMPARE(silent.back(), heard.back());
}

void TestSimulation::sameSeedSameFrames() {
    QCOMPARE(framesOf(simulate({}, 7)), framesOf(simulate({}, 7)));
    QVERIFY(framesOf(simulate({}, 7)) != framesOf(simulate({}, 8)));
}

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"

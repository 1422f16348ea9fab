#include "recentframes.h"

#include "campaign.h"
#include "recordingfixture.h"

#include <QTest>

using namespace spillway;
using namespace spillway::test;

class RecentFramesTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackEveryFrameInOrder_data();
    void givesBackEveryFrameInOrder();
    void letsGoOfWhatIsOlder();
    void letsGoOfAllAfterAJump();
    void aCopyStaysAsItWas();
    void takesTheMemoryThatIsStated();
};

namespace {

constexpr qint64 begin = 1'709'460'000'000;

// Every field, as counters that grow and gauges that wander.
Frame fullFrame(EndpointId endpoint, int second) {
    Reading reading;
    reading.identity = QStringLiteral("4f0c7d1b9a5e4c2f8d3a6b7c8d9e0f1a2b3c4d5e");
    reading.version = QStringLiteral("redis 7.0.15");
    for (const char *setting : {"maxmemory", "maxmemory-policy", "io-threads", "hz"})
        reading.settings.insert(QLatin1String(setting), QStringLiteral("allkeys-lru"));
    for (const FieldInfo &info : fieldTable()) {
        const double noise = (second * 7919 + static_cast<int>(info.field) * 104'729) % 613;
        reading.set(info.field, info.kind == FieldKind::Counter ? 728.0 * second + noise : 4e9 + noise);
    }
    return {Instant::fromMs(begin + 1000LL * second), endpoint, Duration(3), reading};
}

RecentFrames recentOf(const std::vector<Frame> &frames) {
    RecentFrames recent;
    for (const Frame &frame : frames)
        recent.add(frame);
    return recent;
}

} // namespace

void RecentFramesTest::givesBackEveryFrameInOrder_data() {
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 59, 60, 61, 500})
        QTest::addRow("%d frames of three endpoints", count) << count;
}

void RecentFramesTest::givesBackEveryFrameInOrder() {
    QFETCH(int, count);
    const std::vector<Frame> frames = RandomFrames(60, 3).take(size_t(count));
    QCOMPARE(firstDifference(recentOf(frames).frames(), frames), -1);
}

void RecentFramesTest::letsGoOfWhatIsOlder() {
    std::vector<Frame> frames;
    for (int second = 0; second < 3600; ++second)
        for (EndpointId endpoint = 0; endpoint < (second % 30 == 0 ? 3U : 2U); ++endpoint)
            frames.push_back({Instant::fromMs(begin + 1000LL * second), endpoint, Duration(3), Reading()});
    const std::vector<Frame> kept = recentOf(frames).frames();
    QCOMPARE(kept.front().at, frames.back().at - RecentFrames::Reach);
    QCOMPARE(firstDifference(kept, {frames.end() - qsizetype(kept.size()), frames.end()}), -1);
}

void RecentFramesTest::letsGoOfAllAfterAJump() {
    std::vector<Frame> frames = RandomFrames(61, 2).take(300);
    frames.push_back({frames.back().at + std::chrono::hours(9), 1, Duration(3), Reading()});
    QCOMPARE(recentOf(frames).frames().size(), size_t(1));
}

void RecentFramesTest::aCopyStaysAsItWas() {
    const std::vector<Frame> frames = RandomFrames(62, 2).take(400);
    RecentFrames recent = recentOf({frames.begin(), frames.begin() + 200});
    const RecentFrames copy = recent;
    for (auto frame = frames.begin() + 200; frame != frames.end(); ++frame)
        recent.add(*frame);
    QCOMPARE(firstDifference(copy.frames(), {frames.begin(), frames.begin() + 200}), -1);
}

void RecentFramesTest::takesTheMemoryThatIsStated() {
    RecentFrames recent;
    size_t most = 0;
    for (int second = 0; second < 2 * 3600; ++second) {
        recent.add(fullFrame(0, second));
        most = std::max(most, recent.memory());
    }
    report(QStringLiteral("at most %1 bytes of an endpoint with %2 fields").arg(most).arg(fieldTable().size()));
    QVERIFY(most > 20'000 && most <= RecentFrames::MostBytes);
}

QTEST_APPLESS_MAIN(RecentFramesTest)
#include "tst_recentframes.moc"

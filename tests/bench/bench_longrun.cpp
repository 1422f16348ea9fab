// A recording of many days at 1 s in the window: how long it takes until it is open, until it has been read
// ahead, and from a seek to the painted frame. The peer is what a replay without checkpoints would do.
//   ./dev bench longrun
// SPILLWAY_BENCH_DAYS (7) sets another length; SPILLWAY_BENCH_FILE keeps the recording from one run to the
// next.

#include "longrecording.h"
#include "player.h"
#include "recording.h"
#include "workstation/mainwindow.h"
#include "workstation/workstation.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace spillway;

namespace {

constexpr int seeks = 200;

double since(const QElapsedTimer &timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double memoryMb() {
    QFile status(QStringLiteral("/proc/self/statm"));
    return status.open(QIODevice::ReadOnly) ? status.readAll().split(' ')[1].toDouble() * 4096 / 1e6 : 0;
}

void print(const char *what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-40s p50 %7.1f ms   p99 %7.1f ms   max %7.1f ms   (%zu)\n", what, times[times.size() / 2],
                times[times.size() * 99 / 100], times.back(), times.size());
}

// From the wish to the pixels: the seek, the views' refresh, and a paint of the whole window.
double seekAndPaint(Player &player, MainWindow &window, Instant to) {
    QElapsedTimer timer;
    timer.start();
    player.seekNow(to);
    window.workstation()->refreshNow();
    window.repaint();
    return since(timer);
}

std::vector<double> seekAnywhere(Player &player, MainWindow &window, int count) {
    std::mt19937_64 random(7);
    std::uniform_int_distribution<qint64> place(player.start().ms(), player.end().ms());
    std::vector<double> times;
    for (int i = 0; i < count; ++i)
        times.push_back(seekAndPaint(player, window, Instant::fromMs(place(random))));
    return times;
}

std::vector<double> zoomAndPan(MainWindow &window, Instant from, Instant to) {
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        const Duration length = (to - from) / (i < 50 ? 1 + i : 101 - i);
        QElapsedTimer timer;
        timer.start();
        window.workstation()->window().show(to - length - i * 1min, to - i * 1min);
        window.workstation()->refreshNow();
        window.repaint();
        times.push_back(since(timer));
    }
    return times;
}

int measure(const QString &path, int days) {
    QElapsedTimer timer;
    timer.start();
    auto opened = RecordingReader::open(path);
    if (!opened)
        return std::fprintf(stderr, "%s\n", qPrintable(opened.failure().what)), 1;
    Session session(opened.value()->configuration(), Session::Mode::Replay, nullptr);
    Player player(std::move(opened).value(), &session);
    player.beginSurvey();
    MainWindow window(&session, Theme::dark());
    window.resize(1440, 900);
    window.show();
    seekAndPaint(player, window, player.start() + 1min);
    std::printf("%d days, %.0f MB: open to first painted frame %.0f ms\n", days,
                double(QFile(path).size()) / 1e6, since(timer));
    const double before = memoryMb();
    timer.start();
    while (!session.isSurveyed())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double seconds = since(timer) / 1000;
    const double frames = 2.0 * toSeconds(player.end() - player.start());
    std::printf("read ahead in the background: %.1f s, %.0f frames/s, %.0f MB more memory\n", seconds,
                frames / seconds, memoryMb() - before);
    print("seek anywhere to the painted frame", seekAnywhere(player, window, seeks));
    player.seekNow(player.end());
    print("zoom and pan over all of it, per frame", zoomAndPan(window, player.start(), player.end()));
    return 0;
}

// What a live run keeps once its 24 hours of history are full.
void measureLiveMemory() {
    const auto held = [] {
        const struct mallinfo2 info = mallinfo2();
        return double(info.uordblks) + double(info.hblkhd);
    };
    Simulation simulation = longRun(2);
    const double before = held();
    Engine engine(simulation.configuration());
    const Instant full = longRunStart() + 25h;
    for (auto frame = simulation.next(); frame && frame->at < full; frame = simulation.next())
        engine.consume(*frame);
    const auto endpoints = double(engine.configuration().endpoints.size());
    std::printf("live, 24 h at 1 s kept: %.1f MB per endpoint, %.1f series each\n",
                (held() - before) / 1e6 / endpoints, double(engine.history().seriesIds().size()) / endpoints);
}

} // namespace

int main(int argc, char **argv) {
    QApplication app(argc, argv);
    const int days = std::max(qEnvironmentVariableIntValue("SPILLWAY_BENCH_DAYS"), 0);
    const QTemporaryDir folder;
    const QString path =
        qEnvironmentVariable("SPILLWAY_BENCH_FILE", folder.filePath(QStringLiteral("long.spill")));
    const int length = days > 0 ? days : 7;
    if (!QFile::exists(path)) {
        Simulation simulation = longRun(length);
        QElapsedTimer timer;
        timer.start();
        if (const auto failure =
                writeBlocks(path, simulation.configuration(), [&] { return simulation.next(); }))
            return std::fprintf(stderr, "%s\n", qPrintable(failure->what)), 1;
        std::printf("written in %.1f s\n", since(timer) / 1000);
    }
    measureLiveMemory();
    return measure(path, length);
}

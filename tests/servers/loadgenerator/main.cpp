// A cache-aside application under load, for tests and demonstrations:
//   loadgenerator --redis SOCKET --postgres CONNINFO [--rate N] [--threads N] [--seconds N] ...
// Fills the table and the cache, prints "ready", asks at the given rate until the time is over.

#include "cacheaside.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

using namespace loadgenerator;
using Clock = std::chrono::steady_clock;

namespace {

int say(const std::string &error) {
    std::fprintf(stderr, "loadgenerator: %s\n", error.c_str());
    return 1;
}

// Asks once every `pause`; what a slow answer delayed is not made up for.
void keepAsking(CacheAside &client, Clock::duration pause, Clock::time_point end, std::atomic<bool> &failed) {
    for (auto next = Clock::now(); next < end && !failed;) {
        std::this_thread::sleep_until(next);
        if (const auto error = client.lookUp()) {
            say(*error);
            failed = true;
        }
        next = std::max(next + pause, Clock::now());
    }
}

int load(const Plan &plan, int threads, double rate, double seconds) {
    std::vector<CacheAside> clients;
    clients.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i) {
        CacheAside &client = clients.emplace_back(plan, unsigned(i + 1));
        if (const auto error = client.connect())
            return say(*error);
    }
    if (const auto error = clients.front().fillTable())
        return say(*error);
    if (const auto error = clients.front().warm())
        return say(*error);
    std::puts("ready");
    std::fflush(stdout);

    const auto pause =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(threads / rate));
    const auto end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::atomic<bool> failed = false;
    std::vector<std::jthread> running;
    for (CacheAside &client : clients)
        running.emplace_back([&client, pause, end, &failed] { keepAsking(client, pause, end, failed); });
    running.clear();
    return failed ? 1 : 0;
}

} // namespace

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    QCommandLineParser line;
    line.addHelpOption();
    const QCommandLineOption redis(QStringLiteral("redis"), QStringLiteral("Unix socket of the cache."),
                                   QStringLiteral("PATH"));
    const QCommandLineOption postgres(QStringLiteral("postgres"),
                                      QStringLiteral("Connection string of the database."),
                                      QStringLiteral("CONNINFO"));
    const QCommandLineOption rate(QStringLiteral("rate"), QStringLiteral("Lookups a second."),
                                  QStringLiteral("N"), QStringLiteral("200"));
    const QCommandLineOption threads(QStringLiteral("threads"), QStringLiteral("Clients."),
                                     QStringLiteral("N"), QStringLiteral("12"));
    const QCommandLineOption seconds(QStringLiteral("seconds"), QStringLiteral("How long."),
                                     QStringLiteral("N"), QStringLiteral("60"));
    const QCommandLineOption keys(QStringLiteral("keys"), QStringLiteral("The working set."),
                                  QStringLiteral("N"), QStringLiteral("2000"));
    const QCommandLineOption bytes(QStringLiteral("bytes"), QStringLiteral("Size of a value."),
                                   QStringLiteral("N"), QStringLiteral("8192"));
    const QCommandLineOption rows(QStringLiteral("rows"), QStringLiteral("Rows that a miss reads."),
                                  QStringLiteral("N"), QStringLiteral("20000"));
    line.addOptions({redis, postgres, rate, threads, seconds, keys, bytes, rows});
    line.process(app);
    Plan plan;
    plan.redisSocket = line.value(redis).toStdString();
    plan.postgres = line.value(postgres).toStdString();
    plan.keys = line.value(keys).toInt();
    plan.valueBytes = line.value(bytes).toInt();
    plan.rowsPerQuery = line.value(rows).toInt();
    if (plan.redisSocket.empty() || plan.postgres.empty() || plan.keys <= 0 ||
        line.value(rate).toDouble() <= 0 || line.value(threads).toInt() <= 0) {
        std::fputs("loadgenerator: wants --redis and --postgres, and positive numbers; see --help\n", stderr);
        return 2;
    }
    return load(plan, line.value(threads).toInt(), line.value(rate).toDouble(),
                line.value(seconds).toDouble());
}

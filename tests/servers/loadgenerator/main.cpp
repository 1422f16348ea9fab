// A cache-aside application under load, for tests and demonstrations:
//   loadgenerator --redis SOCKET --postgres CONNINFO [--rate N] [--threads N] [--seconds N] ...
// Fills the table and the cache, prints "ready", asks at the given rate until the time is over. Lines on
// its standard input change what it does meanwhile: see knobs.h.

#include "cacheaside.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>
#include <vector>

#include <poll.h>
#include <unistd.h>

using namespace loadgenerator;
using Clock = std::chrono::steady_clock;

namespace {

int say(const std::string &error) {
    std::fprintf(stderr, "loadgenerator: %s\n", error.c_str());
    return 1;
}

// Asks at its share of the rate; what a slow answer delayed is not made up for.
void keepAsking(CacheAside &client, const Knobs &knobs, int clients, Clock::time_point end,
                std::atomic<bool> &failed) {
    for (auto next = Clock::now(); next < end && !failed;) {
        std::this_thread::sleep_until(next);
        if (const auto error = client.lookUp()) {
            say(*error);
            failed = true;
        }
        const std::chrono::duration<double> pause(clients / knobs.rate);
        next = std::max(next + std::chrono::duration_cast<Clock::duration>(pause), Clock::now());
    }
}

// Obeys the lines of standard input until `end`, or until a client failed.
void obey(Knobs &knobs, Clock::time_point end, const std::atomic<bool> &failed) {
    std::string pending;
    bool isOpen = true;
    while (Clock::now() < end && !failed) {
        pollfd input{isOpen ? STDIN_FILENO : -1, POLLIN, 0};
        if (poll(&input, 1, 100) <= 0)
            continue;
        char bytes[256];
        const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        isOpen = count > 0;
        pending.append(bytes, size_t(std::max<ssize_t>(count, 0)));
        for (size_t line = pending.find('\n'); line != std::string::npos; line = pending.find('\n')) {
            if (!turn(knobs, pending.substr(0, line)))
                say("not a knob and its value: " + pending.substr(0, line));
            pending.erase(0, line + 1);
        }
    }
}

int load(const Plan &plan, Knobs &knobs, int threads, double seconds) {
    std::vector<CacheAside> clients;
    clients.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i) {
        CacheAside &client = clients.emplace_back(plan, knobs, unsigned(i + 1));
        if (const auto error = client.connect())
            return say(*error);
    }
    if (const auto error = clients.front().fillTable())
        return say(*error);
    if (const auto error = clients.front().warm())
        return say(*error);
    std::puts("ready");
    std::fflush(stdout);

    const auto end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::atomic<bool> failed = false;
    std::vector<std::jthread> running;
    for (CacheAside &client : clients)
        running.emplace_back(
            [&client, &knobs, threads, end, &failed] { keepAsking(client, knobs, threads, end, failed); });
    obey(knobs, end, failed);
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
    const QCommandLineOption ttl(QStringLiteral("ttl"), QStringLiteral("Seconds that a value lives."),
                                 QStringLiteral("N"), QStringLiteral("3600"));
    line.addOptions({redis, postgres, rate, threads, seconds, keys, bytes, rows, ttl});
    line.process(app);
    std::signal(SIGPIPE, SIG_IGN); // a cache that goes away is a miss
    Plan plan;
    plan.redisSocket = line.value(redis).toStdString();
    plan.postgres = line.value(postgres).toStdString();
    plan.keys = line.value(keys).toInt();
    plan.valueBytes = line.value(bytes).toInt();
    plan.rowsPerQuery = line.value(rows).toInt();
    if (plan.redisSocket.empty() || plan.postgres.empty() || plan.keys <= 0 ||
        line.value(rate).toDouble() <= 0 || line.value(threads).toInt() <= 0 ||
        line.value(ttl).toInt() <= 0) {
        std::fputs("loadgenerator: wants --redis and --postgres, and positive numbers; see --help\n", stderr);
        return 2;
    }
    Knobs knobs;
    knobs.rate = line.value(rate).toDouble();
    knobs.ttlSeconds = line.value(ttl).toInt();
    return load(plan, knobs, line.value(threads).toInt(), line.value(seconds).toDouble());
}

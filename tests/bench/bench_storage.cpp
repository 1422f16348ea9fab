// What hours of polls cost on disk and to write and to read: 1 cache and 1 database, each second, every
// field that was answered. A recording beside the blocks of Prometheus (promtool reads the same samples from
// OpenMetrics text; writing that text is not counted) and beside SQLite with a row for each sample.
//   ./dev bench storage
// SPILLWAY_BENCH_HOURS (3) sets another length; most of its time goes into waiting for the disk.

#include "longrecording.h"
#include "recording.h"
#include "recording/sqlite.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <random>

using namespace spillway;

namespace {

struct Cost {
    const char *what;
    double cpu = 0; // seconds
    double bytes = 0;
};

double cpuOf(int who) {
    struct rusage usage {};
    getrusage(who, &usage);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double sizeOf(const QString &path) {
    double bytes = double(QFile(path).size());
    QDirIterator files(path, QDir::Files, QDirIterator::Subdirectories);
    if (QFileInfo(path).isDir())
        for (bytes = 0; files.hasNext();)
            bytes += double(QFileInfo(files.next()).size());
    return bytes;
}

size_t samplesOf(const std::vector<Frame> &frames) {
    size_t count = 0;
    for (const Frame &frame : frames)
        if (frame.outcome.ok())
            count += frame.outcome.value().fields().size();
    return count;
}

Cost writeRecording(const std::vector<Frame> &frames, const Configuration &configuration,
                    const QString &path) {
    const double before = cpuOf(RUSAGE_SELF);
    auto writer = RecordingWriter::create(path, configuration);
    for (const Frame &frame : frames)
        if ((*writer)->append(frame))
            return {"could not be written"};
    (*writer)->close();
    return {"recording", cpuOf(RUSAGE_SELF) - before, sizeOf(path)};
}

Cost writeRows(const std::vector<Frame> &frames, const QString &path) {
    const double before = cpuOf(RUSAGE_SELF);
    SqliteDatabase database;
    database.open(QFile::encodeName(path), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE sample(series INTEGER, "
                 "t INTEGER, v REAL, PRIMARY KEY(series, t)) WITHOUT ROWID");
    sqlite3_stmt *insert = nullptr; // no wrapper in the way of the peer
    sqlite3_prepare_v2(database.handle(), "INSERT INTO sample VALUES(?, ?, ?)", -1, &insert, nullptr);
    for (const Frame &frame : frames) {
        if (!frame.outcome.ok())
            continue;
        database.run("BEGIN");
        for (const auto &[field, value] : frame.outcome.value().fields()) {
            sqlite3_bind_int64(insert, 1, qint64(frame.endpoint) * 1000 + qint64(field));
            sqlite3_bind_int64(insert, 2, frame.at.ms());
            sqlite3_bind_double(insert, 3, value);
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        database.run("COMMIT");
    }
    sqlite3_finalize(insert);
    database.run("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
    return {"SQLite, a row per sample", cpuOf(RUSAGE_SELF) - before, sizeOf(path)};
}

bool writeOpenMetrics(const std::vector<Frame> &frames, const QString &path) {
    std::map<Field, QByteArray> families; // of one field all samples stand together
    for (const Frame &frame : frames) {
        if (!frame.outcome.ok())
            continue;
        const QByteArray at = QByteArray::number(double(frame.at.ms()) / 1000, 'f', 3);
        for (const auto &[field, value] : frame.outcome.value().fields())
            families[field] += 'f' + QByteArray::number(int(field)) + "{endpoint=\"" +
                               QByteArray::number(int(frame.endpoint)) + "\"} " +
                               QByteArray::number(value, 'g', 17) + ' ' + at + '\n';
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    for (const auto &[field, lines] : families)
        file.write("# TYPE f" + QByteArray::number(int(field)) + " gauge\n" + lines);
    return file.write("# EOF\n") > 0;
}

Cost writePrometheus(const std::vector<Frame> &frames, const QTemporaryDir &folder) {
    const QString text = folder.filePath(QStringLiteral("day.om"));
    const QString blocks = folder.filePath(QStringLiteral("blocks"));
    if (!writeOpenMetrics(frames, text))
        return {"could not be written"};
    const double before = cpuOf(RUSAGE_CHILDREN);
    QProcess promtool;
    promtool.setStandardOutputFile(QProcess::nullDevice());
    promtool.start(QStringLiteral("promtool"), {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"),
                                                QStringLiteral("openmetrics"), text, blocks});
    if (!promtool.waitForFinished(-1) || promtool.exitCode() != 0)
        return {"promtool failed"};
    return {"Prometheus blocks (promtool)", cpuOf(RUSAGE_CHILDREN) - before, sizeOf(blocks)};
}

void scan(const QString &path, const QString &rows, double samples) {
    double before = cpuOf(RUSAGE_SELF);
    auto reader = RecordingReader::open(path);
    double sum = 0;
    while (const auto frame = (*reader)->next())
        sum += frame->outcome.ok() ? frame->outcome.value().value(Field::Hits).value_or(0) : 0;
    const double ours = cpuOf(RUSAGE_SELF) - before;
    before = cpuOf(RUSAGE_SELF);
    SqliteDatabase database;
    database.open(QFile::encodeName(rows), SQLITE_OPEN_READONLY);
    SqliteStatement select = database.prepare("SELECT t, v FROM sample");
    while (select.step() == SQLITE_ROW)
        sum += double(select.integer(0));
    const double theirs = cpuOf(RUSAGE_SELF) - before;
    std::printf("scan of the day: recording, as frames %.1f M samples per CPU-s; rows %.1f M (%.1fx); %g\n",
                samples / ours / 1e6, samples / theirs / 1e6, theirs / ours, sum);
}

void openAndSeek(const QString &path) {
    std::mt19937_64 random(7);
    std::vector<double> opens;
    std::vector<double> seeks;
    for (int i = 0; i < 50; ++i) {
        double before = cpuOf(RUSAGE_SELF);
        auto reader = RecordingReader::open(path);
        opens.push_back(cpuOf(RUSAGE_SELF) - before);
        std::uniform_int_distribution<qint64> place((*reader)->start().ms(), (*reader)->end().ms());
        before = cpuOf(RUSAGE_SELF);
        (*reader)->seek(Instant::fromMs(place(random)));
        (*reader)->next();
        seeks.push_back(cpuOf(RUSAGE_SELF) - before);
    }
    std::sort(opens.begin(), opens.end());
    std::sort(seeks.begin(), seeks.end());
    std::printf("open: p50 %.2f ms, max %.2f ms; seek to any frame: p50 %.2f ms, max %.2f ms of CPU\n",
                opens[25] * 1e3, opens.back() * 1e3, seeks[25] * 1e3, seeks.back() * 1e3);
}

} // namespace

int main() {
    const QTemporaryDir folder;
    const QString recording = folder.filePath(QStringLiteral("day.spill"));
    const QString rows = folder.filePath(QStringLiteral("day.sqlite"));
    Simulation simulation = longRun(1);
    std::vector<Frame> frames;
    const int set = qEnvironmentVariableIntValue("SPILLWAY_BENCH_HOURS");
    const Instant end = longRunStart() + (set > 0 ? set : 3) * 1h;
    for (auto frame = simulation.next(); frame && frame->at < end; frame = simulation.next())
        frames.push_back(std::move(*frame));
    const auto samples = double(samplesOf(frames));
    std::printf("%zu polls, %.0f samples\n", frames.size(), samples);
    const std::vector<Cost> costs{writeRecording(frames, simulation.configuration(), recording),
                                  writeRows(frames, rows), writePrometheus(frames, folder)};
    for (const Cost &cost : costs)
        std::printf("%-30s %6.3f bytes/sample (%5.2fx)   %7.0f ns CPU/sample (%5.2fx)\n", cost.what,
                    cost.bytes / samples, cost.bytes / costs[0].bytes, cost.cpu / samples * 1e9,
                    cost.cpu / costs[0].cpu);
    scan(recording, rows, samples);
    openAndSeek(recording);
    return costs[2].bytes > 0 ? 0 : 1;
}

#include "longrecording.h"

#include "recording.h"
#include "recording/recordingschema.h"

#include <QFile>

#include <map>

namespace spillway {

namespace {

constexpr size_t pollsPerBlock = 300;
constexpr int blocksPerTransaction = 500;

class BlockFile {
public:
    int open(const QString &path) {
        const int code = m_database.open(QFile::encodeName(path), SQLITE_OPEN_READWRITE);
        if (code != SQLITE_OK)
            return code;
        m_directory = m_database.prepare(chunkTable.insert);
        m_block = m_database.prepare(blockTable.insert);
        return m_database.run("PRAGMA synchronous=OFF; BEGIN");
    }
    int add(const Chunk &chunk) {
        int code = insertRow(m_directory, chunkTable, directoryRow(chunk));
        if (code == SQLITE_OK)
            code =
                insertRow(m_block, blockTable, {chunk.sequence().front(), chunk.encode(Compression::Zstd)});
        if (code == SQLITE_OK && ++m_blocks % blocksPerTransaction == 0)
            code = m_database.run("COMMIT; BEGIN");
        return code;
    }
    // The empty recording was closed; it ends later now.
    int close(qint64 last) {
        int code = m_database.run("DELETE FROM meta WHERE name='last'");
        SqliteStatement meta = m_database.prepare(metaTable.insert);
        if (code == SQLITE_OK)
            code = insertRow(meta, metaTable, {qint64(4), QByteArray("last"), QByteArray::number(last)});
        return code == SQLITE_OK ? m_database.run("COMMIT") : code;
    }

private:
    SqliteDatabase m_database;
    SqliteStatement m_directory;
    SqliteStatement m_block;
    int m_blocks = 0;
};

int fill(BlockFile &file, const FrameSource &next) {
    std::map<EndpointId, Chunk> open;
    qint64 sequence = 0;
    int code = SQLITE_OK;
    for (auto frame = next(); frame && code == SQLITE_OK; frame = next()) {
        Chunk &chunk = open.try_emplace(frame->endpoint, frame->endpoint).first->second;
        chunk.append(++sequence, *frame);
        if (chunk.size() < pollsPerBlock)
            continue;
        code = file.add(chunk);
        open.erase(frame->endpoint);
    }
    for (const auto &[endpoint, chunk] : open)
        code = code == SQLITE_OK ? file.add(chunk) : code;
    return code == SQLITE_OK ? file.close(sequence) : code;
}

} // namespace

Instant longRunStart() {
    return Instant::fromMs(1'709'251'200'000); // 2024-03-01T00:00:00Z
}

StackTraits longRunStack(int days) {
    StackTraits stack;
    stack.name = QStringLiteral("checkout");
    stack.traffic.daily = 0.3;
    CacheTraits cache;
    cache.name = QStringLiteral("cache-1");
    stack.caches = {cache};
    stack.database.name = QStringLiteral("db-primary");
    for (int day = 0; day < days; ++day) {
        const Instant afternoon = longRunStart() + day * 24h + 15h;
        if (day % 3 == 0)
            stack.script.push_back({afternoon, FlushCache{0}});
        else if (day % 3 == 1)
            stack.script.push_back({afternoon, ScaleTraffic{1.8, 1200}});
        else
            stack.script.push_back({afternoon, ScaleQueryCost{3, 1200}});
    }
    return stack;
}

Simulation longRun(int days) {
    return Simulation({longRunStack(days)}, longRunStart(), longRunStart() + days * 24h, 11);
}

std::optional<Failure> writeBlocks(const QString &path, const Configuration &configuration,
                                   const FrameSource &next) {
    auto created = RecordingWriter::create(path, configuration);
    if (!created)
        return created.failure();
    if (const auto failure = std::move(created).value()->close())
        return failure;
    BlockFile file;
    int code = file.open(path);
    if (code == SQLITE_OK)
        code = fill(file, next);
    return code == SQLITE_OK ? std::nullopt : std::optional(storageFailure(code, 0, path));
}

} // namespace spillway

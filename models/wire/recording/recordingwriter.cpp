#include "inputjson.h"
#include "recording.h"
#include "recording/chunk.h"
#include "recording/recordingconfiguration.h"
#include "recording/recordingname.h"
#include "recording/recordingschema.h"

#include <QFile>

#include <sys/stat.h>

#include <unistd.h>

#include <map>

namespace spillway {

namespace {

constexpr qint64 pageBytes = 4096;
constexpr size_t pollsPerChunk = 300; // longer ones are hardly smaller (design measurements)
constexpr qint64 firstMetaId = 16;    // the row "first" never has an id twice: of two copies the newer counts
constexpr Duration longestUnsynced{9'000}; // with the poll to come: at most ten seconds are lost

struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;
};

FileIdentity identityOf(const QString &path) {
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return {status.st_dev, status.st_ino};
}

// After these the state of the file on the disk is unknown: writing on could lose what it seems to keep.
bool isLasting(int code) {
    return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC || (code & 0xff) == SQLITE_CORRUPT ||
           (code & 0xff) == SQLITE_NOTADB;
}

} // namespace

struct RecordingWriter::State {
    std::optional<Failure> begin(const Configuration &configuration);
    std::optional<Failure> append(const Frame &frame);
    std::optional<Failure> append(const RecordingNote &note);
    std::optional<Failure> appendInput(Instant at, const char *kind, const QByteArray &body);
    std::optional<Failure> close();

    int open();
    int writeHead(const Configuration &configuration);
    int insert(const RecordingTable &table, const Row &row);
    int insertSynced(const RecordingTable &table, const Row &row);
    int seal(const Chunk &chunk);
    int forgetOld();
    bool isSyncDue(Instant at) const;
    RecordingSize size() const;
    int sealAll();
    int tidy();
    std::optional<Failure> checkUsable();
    std::optional<Failure> outcome(int code);

    QString path;
    RecordingPolicy policy;
    SqliteDatabase database;
    std::map<const RecordingTable *, SqliteStatement> inserts;
    SqliteStatement deleteTail;
    FileIdentity identity;
    std::map<EndpointId, Chunk> chunks; // what the tail holds
    qint64 lastSequence = 0;
    qint64 lastNote = 0;
    qint64 lastInput = 0;
    std::optional<Instant> oldest; // of the polls that were taken
    std::optional<Instant> newest;
    qint64 sealedPolls = 0;
    qint64 sealedBytes = 0; // in whole pages
    int commitsSinceSync = 0;
    std::optional<Instant> lastSync;
    bool isBroken = false;
};

std::optional<Failure> RecordingWriter::State::outcome(int code) {
    if (code == SQLITE_OK)
        return std::nullopt;
    isBroken = isBroken || isLasting(code);
    const int primary = code & 0xff;
    const bool fromSystem = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN;
    return storageFailure(code, fromSystem ? database.systemError() : 0, path);
}

int RecordingWriter::State::open() {
    const int code = database.open(QFile::encodeName(path), SQLITE_OPEN_READWRITE);
    if (code != SQLITE_OK)
        return code;
    // Sealed tail rows live on in their block: wiping them would only wear the disk.
    return database.run("PRAGMA page_size=4096; PRAGMA secure_delete=OFF; PRAGMA journal_mode=WAL; "
                        "PRAGMA synchronous=FULL");
}

int RecordingWriter::State::insert(const RecordingTable &table, const Row &row) {
    return insertRow(inserts.at(&table), table, row);
}

int RecordingWriter::State::writeHead(const Configuration &configuration) {
    int code = createRecordingTables(database);
    if (code != SQLITE_OK)
        return code;
    for (const RecordingTable *table : recordingTables())
        inserts.emplace(table, database.prepare(table->insert));
    deleteTail = database.prepare("DELETE FROM tail WHERE sequence=?");
    const QByteArray body = configurationToJson(configuration);
    std::vector<std::pair<const RecordingTable *, Row>> rows;
    rows.push_back({&configurationTable, {qint64(1), qint64(1), body}});
    QByteArray names;
    for (const FieldInfo &info : fieldTable()) {
        const auto number = static_cast<qint64>(info.field);
        const QByteArray name(info.name.data(), info.name.size());
        rows.push_back({&fieldTableOfRecording, fieldRow(info)});
        names += QByteArray::number(number) + ' ' + name + '\n';
    }
    rows.push_back({&metaTable, {qint64(1), QByteArray("process"), QByteArray::number(::getpid())}});
    // Nothing can be read without these two: a second copy, on another page.
    rows.push_back({&metaTable, {qint64(2), QByteArray("configuration"), body}});
    rows.push_back({&metaTable, {qint64(3), QByteArray("fields"), names}});
    for (const auto &[table, row] : rows)
        if (code == SQLITE_OK)
            code = insert(*table, row);
    return code;
}

std::optional<Failure> RecordingWriter::State::begin(const Configuration &configuration) {
    int code = open();
    if (code != SQLITE_OK)
        return outcome(code);
    SqliteTransaction transaction(database);
    code = transaction.begun();
    if (code == SQLITE_OK)
        code = writeHead(configuration);
    if (code == SQLITE_OK)
        code = transaction.commit();
    if (code == SQLITE_OK)
        code = database.run("PRAGMA synchronous=NORMAL");
    identity = identityOf(path);
    return outcome(code);
}

// SQLite would go on writing into a file that no longer has a name.
std::optional<Failure> RecordingWriter::State::checkUsable() {
    if (!database.isOpen())
        return Failure{FailureKind::Storage, QStringLiteral("%1 is closed").arg(path),
                       QStringLiteral("record to a new file")};
    if (!isBroken && identityOf(path) == identity)
        return std::nullopt;
    if (!isBroken) {
        isBroken = true;
        return Failure{FailureKind::Storage,
                       QStringLiteral("%1 was moved, deleted or replaced while it was recorded").arg(path),
                       QStringLiteral("record to a new file")};
    }
    return Failure{FailureKind::Storage,
                   QStringLiteral("%1 cannot be continued after a disk error").arg(path),
                   QStringLiteral("record to a new file")};
}

int RecordingWriter::State::insertSynced(const RecordingTable &table, const Row &row) {
    int code = database.run("PRAGMA synchronous=FULL");
    if (code == SQLITE_OK)
        code = insert(table, row);
    database.run("PRAGMA synchronous=NORMAL");
    if (code == SQLITE_OK)
        commitsSinceSync = 0;
    return code;
}

bool RecordingWriter::State::isSyncDue(Instant at) const {
    if (policy.powerCut != PowerCut::LosesTenSeconds)
        return policy.powerCut == PowerCut::LosesNothing;
    return !lastSync || commitsSinceSync + 1 >= CommitsPerSync || at - *lastSync >= longestUnsynced ||
           at < *lastSync;
}

std::optional<Failure> RecordingWriter::State::append(const Frame &frame) {
    if (const auto failure = checkUsable())
        return failure;
    const auto place = chunks.try_emplace(frame.endpoint, frame.endpoint).first;
    if (place->second.size() >= pollsPerChunk) { // sealing failed before; nothing is lost, it is in the tail
        const int code = seal(place->second);
        if (code != SQLITE_OK)
            return outcome(code);
        place->second = Chunk(frame.endpoint);
    }
    const qint64 sequence = lastSequence + 1;
    Chunk single(frame.endpoint);
    single.append(sequence, frame);
    const Row row{sequence, qint64(frame.endpoint), frame.at.ms(), single.encode(Compression::None)};
    const bool isSynced = isSyncDue(frame.at);
    const int code = isSynced ? insertSynced(tailTable, row) : insert(tailTable, row);
    if (code != SQLITE_OK)
        return outcome(code);
    if (isSynced)
        lastSync = frame.at;
    else
        ++commitsSinceSync;
    lastSequence = sequence;
    oldest = std::min(oldest.value_or(frame.at), frame.at);
    newest = std::max(newest.value_or(frame.at), frame.at);
    place->second.append(sequence, frame);
    if (place->second.size() >= pollsPerChunk && seal(place->second) == SQLITE_OK)
        place->second = Chunk(frame.endpoint);
    return std::nullopt;
}

std::optional<Failure> RecordingWriter::State::append(const RecordingNote &note) {
    if (const auto failure = checkUsable())
        return failure;
    const Row row{lastNote + 1, note.at.ms(), note.stack.toUtf8(), note.author.toUtf8(), note.text.toUtf8()};
    const int code = insertSynced(noteTable, row);
    if (code == SQLITE_OK)
        ++lastNote;
    return outcome(code);
}

std::optional<Failure> RecordingWriter::State::appendInput(Instant at, const char *kind,
                                                           const QByteArray &body) {
    if (const auto failure = checkUsable())
        return failure;
    if (inserts.count(&inputTable) == 0) {
        const int code = database.run(inputTable.create);
        if (code != SQLITE_OK)
            return outcome(code);
        inserts.emplace(&inputTable, database.prepare(inputTable.insert));
    }
    const int code = insertSynced(inputTable, {lastInput + 1, at.ms(), QByteArray(kind), body});
    if (code == SQLITE_OK)
        ++lastInput;
    return outcome(code);
}

// The polls of one chunk move from the tail into a block.
int RecordingWriter::State::seal(const Chunk &chunk) {
    if (chunk.size() == 0)
        return SQLITE_OK;
    const Row block{chunk.sequence().front(), chunk.encode(Compression::Zstd)};
    SqliteTransaction transaction(database);
    int code = transaction.begun();
    if (code == SQLITE_OK)
        code = insert(chunkTable, directoryRow(chunk));
    if (code == SQLITE_OK)
        code = insert(blockTable, block);
    for (const qint64 sequence : chunk.sequence()) {
        if (code != SQLITE_OK)
            return code;
        deleteTail.bind(1, sequence);
        code = deleteTail.step() == SQLITE_DONE ? SQLITE_OK : database.lastError();
        deleteTail.reset();
    }
    if (code == SQLITE_OK && policy.keep)
        code = forgetOld();
    if (code == SQLITE_OK)
        code = transaction.commit();
    if (code == SQLITE_OK) {
        sealedPolls += static_cast<qint64>(chunk.size());
        sealedBytes += (bytesOf(block[1]).size() / pageBytes + 1) * pageBytes;
    }
    return code;
}

// Grows by its blocks: the tail takes the same room again and again.
RecordingSize RecordingWriter::State::size() const {
    SqliteStatement pages = database.prepare("PRAGMA page_count");
    RecordingSize size;
    if (pages.step() == SQLITE_ROW)
        size.bytes = pages.integer(0) * pageBytes;
    if (sealedPolls == 0 || *newest - *oldest < 1min)
        return size;
    const double days = std::chrono::duration<double, std::ratio<86'400>>(*newest - *oldest).count();
    size.bytesPerDay = double(sealedBytes) / double(sealedPolls) * double(lastSequence) / days;
    return size;
}

// Blocks whose newest poll is too old go, and with them all numbers up to theirs: the file says where it
// begins, so that nobody takes them for lost. SQLite writes the next blocks into their room.
int RecordingWriter::State::forgetOld() {
    SqliteStatement old = database.prepare("SELECT max(last) FROM chunk WHERE to_ms < ?");
    old.bind(1, (*newest - *policy.keep).ms());
    if (old.step() != SQLITE_ROW)
        return database.lastError();
    const qint64 last = old.integer(0);
    old.reset();
    if (last == 0)
        return SQLITE_OK;
    const QByteArray upTo = QByteArray::number(last);
    const QByteArray sql = "DELETE FROM block WHERE first IN (SELECT first FROM chunk WHERE last <= " + upTo +
                           "); DELETE FROM chunk WHERE last <= " + upTo +
                           "; DELETE FROM meta WHERE name='first'";
    const int code = database.run(sql.constData());
    return code == SQLITE_OK
               ? insert(metaTable, {firstMetaId + last, QByteArray("first"), QByteArray::number(last + 1)})
               : code;
}

int RecordingWriter::State::sealAll() {
    int code = SQLITE_OK;
    for (auto &[endpoint, chunk] : chunks) {
        if (code == SQLITE_OK)
            code = seal(chunk);
        if (code == SQLITE_OK)
            chunk = Chunk(endpoint);
    }
    return code;
}

// Makes one file of it, without the room that the tail took, that opens in a read-only folder as well.
// The last needs the file for itself; while somebody watches it stays as it is.
int RecordingWriter::State::tidy() {
    SqliteStatement pages = database.prepare("SELECT 10 * freelist_count > page_count "
                                             "FROM pragma_freelist_count, pragma_page_count");
    const bool isLoose = pages.step() == SQLITE_ROW && pages.integer(0) == 1;
    pages.reset();
    if (isLoose) // while there is a log, because a kill during it then leaves nothing to undo
        database.run("VACUUM");
    const int code = database.run("PRAGMA wal_checkpoint(TRUNCATE)");
    if (code == SQLITE_OK)
        database.run("PRAGMA busy_timeout=0; PRAGMA journal_mode=DELETE");
    return code;
}

std::optional<Failure> RecordingWriter::State::close() {
    if (!database.isOpen())
        return std::nullopt;
    int code = SQLITE_OK;
    if (!isBroken) {
        code = sealAll();
        if (code == SQLITE_OK)
            code = database.run("PRAGMA synchronous=FULL; DELETE FROM meta WHERE name='process'");
        if (code == SQLITE_OK)
            code = insert(metaTable, {qint64(4), QByteArray("last"), QByteArray::number(lastSequence)});
        if (code == SQLITE_OK)
            code = tidy();
    }
    const std::optional<Failure> failure = outcome(code);
    inserts.clear();
    deleteTail = SqliteStatement();
    database.close();
    return failure;
}

RecordingWriter::RecordingWriter(std::unique_ptr<State> state)
    : m_state(std::move(state)) {}

RecordingWriter::~RecordingWriter() {
    close();
}

Outcome<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const QString &path,
                                                                  const Configuration &configuration,
                                                                  const RecordingPolicy &policy) {
    if (const auto failure = takeRecordingName(path))
        return *failure;
    auto state = std::make_unique<State>();
    state->path = path;
    state->policy = policy;
    if (const auto failure = state->begin(configuration)) {
        state.reset();
        for (const char *suffix : {"", "-wal", "-shm", "-journal"})
            QFile::remove(path + QLatin1String(suffix));
        return *failure;
    }
    return std::unique_ptr<RecordingWriter>(new RecordingWriter(std::move(state)));
}

std::optional<Failure> RecordingWriter::append(const Frame &frame) {
    return m_state->append(frame);
}
std::optional<Failure> RecordingWriter::append(const RecordingNote &note) {
    return m_state->append(note);
}
std::optional<Failure> RecordingWriter::append(const Decision &decision) {
    return m_state->appendInput(decision.at, decisionInput, toJsonBody(decision));
}
std::optional<Failure> RecordingWriter::append(const Restored &restored) {
    return m_state->appendInput(restored.at, restoredInput, toJsonBody(restored.state));
}
std::optional<Failure> RecordingWriter::close() {
    return m_state->close();
}
RecordingSize RecordingWriter::size() const {
    return m_state->size();
}
bool RecordingWriter::isBroken() const {
    return m_state->isBroken;
}

} // namespace spillway

#include "recording/recordingfile.h"

#include "inputjson.h"
#include "notekeeping.h"
#include "recording/recordingconfiguration.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QUrl>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace spillway {

namespace {

constexpr int opsBetweenChecks = 1'000'000;
constexpr int checksPerStatement = 200; // far beyond any honest read; ends a cycle of damaged pages

Failure refused(const QString &what, const QString &remedy) {
    return {FailureKind::Storage, what, remedy};
}

// Looks before opening: a FIFO or a device would wait or answer for ever.
std::optional<Failure> checkKind(const QString &path) {
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0) {
        if (errno == ENOENT)
            return refused(QStringLiteral("%1 does not exist").arg(path), QStringLiteral("check the name"));
        return refused(QStringLiteral("%1 cannot be read: %2").arg(path, qt_error_string(errno)),
                       QStringLiteral("check the name and the permissions"));
    }
    if (!S_ISREG(status.st_mode)) {
        const QString kind = S_ISDIR(status.st_mode)    ? QStringLiteral("a folder")
                             : S_ISFIFO(status.st_mode) ? QStringLiteral("a pipe")
                                                        : QStringLiteral("a device");
        return refused(QStringLiteral("%1 is %2, not a recording").arg(path, kind),
                       QStringLiteral("choose a file that `spillway record` has written"));
    }
    if (::access(QFile::encodeName(path).constData(), R_OK) != 0)
        return refused(QStringLiteral("no permission to read %1").arg(path),
                       QStringLiteral("give this user read access to the file"));
    if (status.st_size == 0)
        return refused(QStringLiteral("%1 is empty").arg(path),
                       QStringLiteral("choose a file that `spillway record` has written"));
    return std::nullopt;
}

bool isTime(const RowValue &ms) {
    return integerOf(ms) >= -Chunk::MaxMs && integerOf(ms) <= Chunk::MaxMs;
}

bool isEntry(const Row &row) {
    return integerOf(row[0]) > 0 && integerOf(row[1]) >= integerOf(row[0]) &&
           integerOf(row[1]) <= Chunk::MaxSequence && integerOf(row[2]) >= 0 &&
           integerOf(row[2]) <= std::numeric_limits<EndpointId>::max() && isTime(row[4]) && isTime(row[5]);
}

ChunkEntry entryOf(const Row &row) {
    return {integerOf(row[0]),
            integerOf(row[1]),
            static_cast<EndpointId>(integerOf(row[2])),
            integerOf(row[3]),
            Instant::fromMs(integerOf(row[4])),
            Instant::fromMs(integerOf(row[5]))};
}

// The poll of a tail row, which is never compressed and never large.
std::optional<Chunk> pollOf(const Row &row, const FieldNumbers &fields) {
    constexpr qsizetype mostBytes = 1 << 20;
    const QByteArray data = bytesOf(row[3]);
    if (data.size() > mostBytes || !data.startsWith(static_cast<char>(Compression::None)))
        return std::nullopt;
    std::optional<Chunk> poll = Chunk::decode(data, fields);
    const bool fits = poll && poll->size() == 1 && poll->sequence().front() == integerOf(row[0]);
    return fits ? std::move(poll) : std::nullopt;
}

} // namespace

RecordingFile::RecordingFile(const QString &path)
    : m_path(path) {}

RecordingFile::~RecordingFile() = default;

Outcome<std::unique_ptr<RecordingFile>> RecordingFile::open(const QString &path) {
    if (const auto failure = checkKind(path))
        return *failure;
    std::unique_ptr<RecordingFile> file(new RecordingFile(path));
    if (const auto failure = file->openDatabase())
        return *failure;
    return file;
}

std::optional<Failure> RecordingFile::openDatabase() {
    std::optional<Failure> failure = openAt(m_path, "?mode=ro");
    const int error = m_database.lastError();
    // Closing was interrupted in its last step. Undoing that writes, so it is done in a copy.
    if (failure && error == SQLITE_READONLY_ROLLBACK)
        failure = copyAside() ? openAt(m_aside->filePath(QStringLiteral("copy")), "?mode=rw") : failure;
    // A finished recording in a read-only folder: SQLite wants its index beside it, unless it may take
    // the file as unchanging. With a log beside it that would hide the newest polls.
    if (failure && (error & 0xff) == SQLITE_CANTOPEN) {
        if (hasLog())
            return refused(
                QStringLiteral("%1 is unfinished and stands in a folder that cannot be written").arg(m_path),
                QStringLiteral("copy the file and its \"-wal\" file to another folder"));
        failure = openAt(m_path, "?mode=ro&immutable=1");
    }
    if (!hasLog())
        noteMissingEnd();
    if (failure && isDamage(m_database.lastError()) && looksLikeOurs())
        return salvage() ? std::nullopt : failure;
    return failure;
}

bool RecordingFile::hasLog() const {
    return QFileInfo(m_path + QStringLiteral("-wal")).size() > 0;
}

bool RecordingFile::copyAside() {
    m_aside = std::make_unique<QTemporaryDir>();
    const QString copy = m_aside->filePath(QStringLiteral("copy"));
    return QFile::copy(m_path, copy) &&
           QFile::copy(m_path + QStringLiteral("-journal"), copy + QStringLiteral("-journal"));
}

std::optional<Failure> RecordingFile::openAt(const QString &path, const char *mode) {
    const QByteArray url = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath()).toEncoded() + mode;
    int code = m_database.open(url, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI);
    if (code == SQLITE_OK)
        code = m_database.harden();
    return code == SQLITE_OK ? checkRecordingTables(m_database, m_path)
                             : std::optional(storageFailure(code, 0, m_path));
}

// Steps to the next row; false at the end and at damage, which is remembered.
bool RecordingFile::next(SqliteStatement &statement) {
    int checksLeft = checksPerStatement;
    sqlite3_progress_handler(
        m_database.handle(), opsBetweenChecks,
        [](void *left) { return --*static_cast<int *>(left) < 0 ? 1 : 0; }, &checksLeft);
    const int code = statement.step();
    sqlite3_progress_handler(m_database.handle(), 0, nullptr, nullptr);
    m_isDamaged = m_isDamaged || isDamage(code) || code == SQLITE_INTERRUPT;
    return code == SQLITE_ROW;
}

std::optional<RecordingHead> RecordingFile::head() {
    RecordingHead head;
    std::optional<Configuration> configuration;
    SqliteStatement bodies = m_database.prepare("SELECT * FROM configuration ORDER BY id LIMIT 1");
    if (next(bodies))
        if (const auto row = readRow(bodies, configurationTable))
            configuration = configurationFromJson(bytesOf((*row)[2]));
    if (!configuration)
        configuration = configurationFromJson(meta("configuration").value_or(QByteArray()));
    if (!configuration)
        return std::nullopt;
    head.configuration = std::move(*configuration);
    for (const auto &[number, name] : fieldNames(head.remarks)) {
        if (const std::optional<Field> known = fieldFromName(QLatin1String(name)))
            head.fields.emplace(number, *known);
        else
            head.remarks += QStringLiteral("this version does not know the field %1; it is left out")
                                .arg(QString::fromUtf8(name));
    }
    return head;
}

// From the copy in one piece, or else from those rows of the table that are whole.
std::map<quint64, QByteArray> RecordingFile::fieldNames(QStringList &remarks) {
    std::map<quint64, QByteArray> names;
    if (const std::optional<QByteArray> copy = meta("fields")) {
        for (const QByteArray &line : copy->split('\n'))
            if (const qsizetype space = line.indexOf(' '); space > 0)
                names.emplace(line.first(space).toULongLong(), line.mid(space + 1));
        return names;
    }
    SqliteStatement fields = m_database.prepare("SELECT * FROM field ORDER BY id");
    while (next(fields)) {
        if (const auto row = readRow(fields, fieldTableOfRecording))
            names.emplace(static_cast<quint64>(integerOf((*row)[0])), bytesOf((*row)[1]));
        else
            remarks += QStringLiteral("the name of a field is damaged; the field is left out");
    }
    return names;
}

std::vector<RecordingNote> RecordingFile::notes() {
    std::vector<RecordingNote> notes;
    SqliteStatement select = m_database.prepare("SELECT * FROM note ORDER BY id");
    while (next(select))
        if (const auto row = readRow(select, noteTable); row && isTime((*row)[1]))
            notes.push_back({Instant::fromMs(integerOf((*row)[1])), textOf((*row)[2]), textOf((*row)[3]),
                             textOf((*row)[4])});
    for (RecordingNote &note : notesBeside(m_path))
        notes.push_back(std::move(note));
    return notes;
}

std::vector<Row> RecordingFile::inputs(const char *kind) {
    std::vector<Row> rows;
    SqliteStatement table = m_database.prepare("SELECT 1 FROM sqlite_schema WHERE name='input'");
    if (!next(table))
        return rows;
    SqliteStatement select = m_database.prepare("SELECT * FROM input WHERE kind=? ORDER BY id");
    select.bindText(1, kind);
    while (next(select))
        if (auto row = readRow(select, inputTable); row && isTime((*row)[1]))
            rows.push_back(std::move(*row));
    return rows;
}

std::vector<Decision> RecordingFile::decisions() {
    std::vector<Decision> decisions;
    for (const Row &row : inputs(decisionInput))
        if (auto decision = decisionFromJson(Instant::fromMs(integerOf(row[1])), bytesOf(row[3])))
            decisions.push_back(std::move(*decision));
    return decisions;
}

// What was known before frames that are no longer kept says nothing about those that are.
std::optional<Restored> RecordingFile::restored() {
    if (firstSequence() > 1)
        return std::nullopt;
    for (const Row &row : inputs(restoredInput))
        if (auto state = keptStateFromJson(bytesOf(row[3])))
            return Restored{Instant::fromMs(integerOf(row[1])), std::move(*state)};
    return std::nullopt;
}

std::optional<QByteArray> RecordingFile::meta(const QByteArray &name) {
    SqliteStatement select = m_database.prepare("SELECT * FROM meta WHERE name=? ORDER BY id DESC");
    select.bindText(1, name);
    const auto row = next(select) ? readRow(select, metaTable) : std::nullopt;
    return row ? std::optional(bytesOf((*row)[2])) : std::nullopt;
}

std::optional<qint64> RecordingFile::number(const QByteArray &name) {
    const std::optional<QByteArray> value = meta(name);
    const qint64 number = value ? value->toLongLong() : -1;
    return number >= 0 && number <= Chunk::MaxSequence ? std::optional(number) : std::nullopt;
}

qint64 RecordingFile::firstSequence() {
    return std::max<qint64>(1, number("first").value_or(1));
}
std::optional<qint64> RecordingFile::lastSequence() {
    return number("last");
}
std::optional<qint64> RecordingFile::process() {
    return number("process");
}

Listing RecordingFile::list(qint64 sequence, const FieldNumbers &fields) {
    m_database.run("BEGIN");
    const qint64 first = firstSequence();
    const qint64 from = std::max(first, sequence);
    Listing listing{chunks(0, from, AnyTime), tail(from, AnyTime, fields), first, lastSequence()};
    m_database.run("COMMIT");
    return listing;
}

DirectoryPage RecordingFile::chunks(qint64 after, qint64 sequence, Instant at) {
    DirectoryPage page{{}, after, true};
    int rows = 0;
    SqliteStatement select = m_database.prepare(
        "SELECT * FROM chunk WHERE first > ? AND last >= ? AND to_ms >= ? ORDER BY first LIMIT ?");
    select.bind(1, after);
    select.bind(2, sequence);
    select.bind(3, at.ms());
    select.bind(4, PageSize);
    while (next(select)) {
        page.upTo = std::max(page.upTo, select.integer(0));
        page.isLast = ++rows < PageSize;
        if (const auto row = readRow(select, chunkTable); row && isEntry(*row))
            page.entries.push_back(entryOf(*row));
    }
    return page;
}

std::vector<Chunk> RecordingFile::tail(qint64 sequence, Instant at, const FieldNumbers &fields) {
    std::vector<Chunk> polls;
    SqliteStatement select =
        m_database.prepare("SELECT * FROM tail WHERE sequence >= ? AND at_ms >= ? ORDER BY sequence LIMIT ?");
    select.bind(1, sequence);
    select.bind(2, at.ms());
    select.bind(3, PageSize);
    while (next(select)) {
        const auto row = readRow(select, tailTable);
        if (std::optional<Chunk> poll = row ? pollOf(*row, fields) : std::nullopt)
            polls.push_back(std::move(*poll));
    }
    return polls;
}

std::optional<Chunk> RecordingFile::chunk(const ChunkEntry &entry, const FieldNumbers &fields) {
    SqliteStatement select = m_database.prepare("SELECT * FROM block WHERE first=?");
    select.bind(1, entry.first);
    if (!next(select))
        return std::nullopt;
    const auto row = readRow(select, blockTable);
    std::optional<Chunk> chunk = row ? Chunk::decode(bytesOf((*row)[1]), fields) : std::nullopt;
    if (!chunk || chunk->endpoint() != entry.endpoint || chunk->sequence().front() != entry.first ||
        chunk->sequence().back() != entry.last)
        return std::nullopt;
    return chunk;
}

} // namespace spillway

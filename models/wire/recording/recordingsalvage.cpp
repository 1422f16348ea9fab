// What a damaged recording still holds: its rows are known by their checksums, wherever they stand.

#include "recording/recordingfile.h"
#include "recording/sqlitepages.h"

#include <QFile>
#include <QtEndian>

#include <cstring>
#include <map>

namespace spillway {

namespace {

constexpr qint64 maxRowBytes = 2 << 20;
constexpr qint64 applicationIdAt = 68; // in the file's header
constexpr qint64 pageCountAt = 28;

QByteArray readAt(sqlite3_file *file, qint64 offset, qint64 size) {
    QByteArray bytes(size, Qt::Uninitialized);
    const int code = file->pMethods->xRead(file, bytes.data(), static_cast<int>(size), offset);
    return code == SQLITE_OK ? bytes : QByteArray();
}

// SQLite's own handle: closing another one of the same file would drop its locks in this process.
sqlite3_file *fileOf(const SqliteDatabase &database) {
    sqlite3_file *file = nullptr;
    if (database.isOpen())
        sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file && file->pMethods ? file : nullptr;
}

qint64 sizeOf(sqlite3_file *file) {
    sqlite3_int64 size = 0;
    file->pMethods->xFileSize(file, &size);
    return size;
}

// The row as it was inserted; the key stands for the NULL that SQLite stores in its place.
std::optional<Row> rowOf(const RecordingTable &table, qint64 rowId,
                         const std::vector<SqlitePages::Value> &values) {
    const size_t columns = std::strlen(table.types);
    if (values.size() != columns + 1)
        return std::nullopt;
    Row row{rowId};
    for (size_t i = 1; i < columns; ++i) {
        const bool isNumber = std::holds_alternative<qint64>(values[i]);
        if (std::holds_alternative<std::monostate>(values[i]) || isNumber != (table.types[i] == 'i'))
            return std::nullopt;
        row.push_back(isNumber ? RowValue(std::get<qint64>(values[i]))
                               : RowValue(std::get<QByteArray>(values[i])));
    }
    const auto *crc = std::get_if<qint64>(&values.back());
    return crc && *crc == rowChecksum(table, row) ? std::optional(std::move(row)) : std::nullopt;
}

// Collects rows into an empty database with the tables of a recording.
class Collection {
public:
    explicit Collection(SqliteDatabase &into)
        : m_into(into) {
        for (const RecordingTable *table : recordingTables())
            m_inserts.emplace(table, into.prepare(table->insert));
        m_inserts.emplace(&inputTable, into.prepare(inputTable.insert));
        m_forget = into.prepare("DELETE FROM tail WHERE sequence=?");
    }

    // A row that is there already stays.
    void add(qint64 rowId, const std::vector<SqlitePages::Value> &values) {
        for (auto &[table, insert] : m_inserts)
            if (const std::optional<Row> row = rowOf(*table, rowId, values))
                insertRow(insert, *table, *row);
    }

    // Blocks without their line in the directory get one. Old tail rows of what is in a block go.
    void complete() {
        SqliteStatement blocks = m_into.prepare("SELECT * FROM block ORDER BY first");
        while (blocks.step() == SQLITE_ROW) {
            const auto row = readRow(blocks, blockTable);
            const auto chunk = row ? Chunk::decode(bytesOf((*row)[1]), FieldNumbers{}) : std::nullopt;
            if (!chunk)
                continue;
            insertRow(m_inserts.at(&chunkTable), chunkTable, directoryRow(*chunk));
            for (const qint64 sequence : chunk->sequence()) {
                m_forget.bind(1, sequence);
                m_forget.step();
                m_forget.reset();
            }
        }
    }

private:
    SqliteDatabase &m_into;
    std::map<const RecordingTable *, SqliteStatement> m_inserts;
    SqliteStatement m_forget;
};

} // namespace

bool RecordingFile::looksLikeOurs() const {
    sqlite3_file *file = fileOf(m_database);
    const QByteArray id = file ? readAt(file, applicationIdAt, 4) : QByteArray();
    return id.size() == 4 && qFromBigEndian<qint32>(id.constData()) == recordingApplicationId;
}

// Says how much is missing, if the header knows of more pages than there are.
void RecordingFile::noteMissingEnd() {
    sqlite3_file *file = fileOf(m_database);
    if (!file || !looksLikeOurs())
        return;
    const QByteArray pages = readAt(file, pageCountAt, 4);
    const qint64 whole =
        pages.isEmpty() ? 0 : qFromBigEndian<quint32>(pages.constData()) * SqlitePages::PageBytes;
    if (sizeOf(file) < whole)
        m_remarks +=
            QStringLiteral("the file is cut short: %1 of %2 bytes are there").arg(sizeOf(file)).arg(whole);
}

bool RecordingFile::salvage() {
    sqlite3_file *file = m_isSalvaged ? nullptr : fileOf(m_database);
    if (!file)
        return false;
    m_isSalvaged = true;
    SqliteDatabase collected;
    if (collected.open("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) != SQLITE_OK ||
        collected.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN") != SQLITE_OK ||
        createRecordingTables(collected) != SQLITE_OK || collected.run(inputTable.create) != SQLITE_OK)
        return false;
    if (m_remarks.isEmpty())
        m_remarks +=
            QStringLiteral("the structure of the file is damaged; what its pages hold was collected");
    QFile log(m_path + QStringLiteral("-wal"));
    const bool hasLog = log.open(QIODevice::ReadOnly);
    const auto readLog = [&](qint64 offset, qint64 size) {
        return log.seek(offset) ? log.read(size) : QByteArray();
    };
    SqlitePages pages({[&](qint64 offset, qint64 size) { return readAt(file, offset, size); }, sizeOf(file)},
                      {readLog, hasLog ? log.size() : 0}, maxRowBytes);
    Collection collection(collected);
    pages.visitRows([&](qint64 rowId, const auto &values) { collection.add(rowId, values); });
    collection.complete();
    collected.run("COMMIT");
    m_database = std::move(collected);
    m_isDamaged = false;
    return true;
}

} // namespace spillway

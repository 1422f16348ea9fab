#pragma once
// The tables of a recording and the checksum that ends each of their rows, in one place for writer,
// reader and salvage. A row is sealed by a CRC-32 over its table's name and all its values, so that it
// can be trusted wherever it was found. Described in ARCHITECTURE.md, "Recordings".

#include "recording/chunk.h"
#include "recording/sqlite.h"

#include <span>
#include <variant>
#include <vector>

namespace spillway {

constexpr qint64 recordingApplicationId = 0x5370696c; // "Spil"
constexpr qint64 recordingVersion = 1;

// The first column of each table is its integer key, the last one the checksum.
struct RecordingTable {
    const char *name;
    const char *create; // exactly as it stands in sqlite_schema
    const char *insert;
    const char *types; // of the columns before the checksum: i = integer, t = text, b = blob
};

extern const RecordingTable metaTable;
extern const RecordingTable configurationTable;
extern const RecordingTable fieldTableOfRecording;
extern const RecordingTable chunkTable; // the directory of the blocks
extern const RecordingTable blockTable;
extern const RecordingTable tailTable;
extern const RecordingTable noteTable;
std::span<const RecordingTable *const> recordingTables(); // those that every recording has
// What the engine was told beside its frames. It comes with its first row: many a recording has none.
extern const RecordingTable inputTable;

using RowValue = std::variant<qint64, QByteArray>;
using Row = std::vector<RowValue>; // without the checksum

quint32 rowChecksum(const RecordingTable &table, const Row &row);
// SQLITE_OK, or why not.
int insertRow(SqliteStatement &insert, const RecordingTable &table, const Row &row);
// The statement's current row, all columns of the table in order; nullopt when its checksum is wrong.
std::optional<Row> readRow(const SqliteStatement &select, const RecordingTable &table);

qint64 integerOf(const RowValue &value);
QByteArray bytesOf(const RowValue &value);
QString textOf(const RowValue &value);

Row fieldRow(const FieldInfo &info);  // of fieldTableOfRecording
Row directoryRow(const Chunk &chunk); // of chunkTable

int createRecordingTables(SqliteDatabase &database);
// Refuses what is no recording, or not of a version that is known here, before a row is read.
std::optional<Failure> checkRecordingTables(SqliteDatabase &database, const QString &path);

} // namespace spillway

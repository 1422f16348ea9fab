#include "recording/recordingschema.h"

#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace spillway {

const RecordingTable metaTable{
    "meta", "CREATE TABLE meta(id INTEGER PRIMARY KEY, name TEXT, value TEXT, crc INTEGER)",
    "INSERT INTO meta VALUES(?, ?, ?, ?)", "itt"};
const RecordingTable configurationTable{
    "configuration",
    "CREATE TABLE configuration(id INTEGER PRIMARY KEY, sequence INTEGER, body TEXT, crc INTEGER)",
    "INSERT INTO configuration VALUES(?, ?, ?, ?)", "iit"};
const RecordingTable fieldTableOfRecording{
    "field", "CREATE TABLE field(id INTEGER PRIMARY KEY, name TEXT, kind TEXT, unit TEXT, crc INTEGER)",
    "INSERT INTO field VALUES(?, ?, ?, ?, ?)", "ittt"};
const RecordingTable chunkTable{
    "chunk",
    "CREATE TABLE chunk(first INTEGER PRIMARY KEY, last INTEGER, endpoint INTEGER, polls INTEGER, "
    "from_ms INTEGER, to_ms INTEGER, crc INTEGER)",
    "INSERT INTO chunk VALUES(?, ?, ?, ?, ?, ?, ?)", "iiiiii"};
const RecordingTable blockTable{"block",
                                "CREATE TABLE block(first INTEGER PRIMARY KEY, data BLOB, crc INTEGER)",
                                "INSERT INTO block VALUES(?, ?, ?)", "ib"};
const RecordingTable tailTable{"tail",
                               "CREATE TABLE tail(sequence INTEGER PRIMARY KEY, endpoint INTEGER, at_ms "
                               "INTEGER, data BLOB, crc INTEGER)",
                               "INSERT INTO tail VALUES(?, ?, ?, ?, ?)", "iiib"};
const RecordingTable noteTable{"note",
                               "CREATE TABLE note(id INTEGER PRIMARY KEY, at_ms INTEGER, stack TEXT, author "
                               "TEXT, text TEXT, crc INTEGER)",
                               "INSERT INTO note VALUES(?, ?, ?, ?, ?, ?)", "iittt"};

const RecordingTable inputTable{"input",
                                "CREATE TABLE input(id INTEGER PRIMARY KEY, at_ms INTEGER, kind TEXT, body "
                                "TEXT, crc INTEGER)",
                                "INSERT INTO input VALUES(?, ?, ?, ?, ?)", "iitt"};

std::span<const RecordingTable *const> recordingTables() {
    static constexpr std::array tables{&metaTable,  &configurationTable, &fieldTableOfRecording,
                                       &chunkTable, &blockTable,         &tailTable,
                                       &noteTable};
    return tables;
}

namespace {

void add(uLong &crc, const void *bytes, size_t size) {
    crc = crc32_z(crc, static_cast<const Bytef *>(bytes), size);
}

void addNumber(uLong &crc, qint64 number) {
    const qint64 little = qToLittleEndian(number);
    add(crc, &little, sizeof little);
}

} // namespace

quint32 rowChecksum(const RecordingTable &table, const Row &row) {
    uLong crc = crc32_z(0, nullptr, 0);
    add(crc, table.name, std::strlen(table.name));
    for (const RowValue &value : row) {
        if (const auto *number = std::get_if<qint64>(&value)) {
            addNumber(crc, *number);
        } else {
            const QByteArray &bytes = std::get<QByteArray>(value);
            addNumber(crc, bytes.size());
            add(crc, bytes.constData(), static_cast<size_t>(bytes.size()));
        }
    }
    return static_cast<quint32>(crc);
}

int insertRow(SqliteStatement &insert, const RecordingTable &table, const Row &row) {
    Q_ASSERT(row.size() == std::strlen(table.types));
    int parameter = 0;
    for (size_t i = 0; i < row.size(); ++i) {
        ++parameter;
        if (table.types[i] == 'i')
            insert.bind(parameter, std::get<qint64>(row[i]));
        else if (table.types[i] == 't')
            insert.bindText(parameter, std::get<QByteArray>(row[i]));
        else
            insert.bindBlob(parameter, std::get<QByteArray>(row[i]));
    }
    insert.bind(parameter + 1, rowChecksum(table, row));
    const int code = insert.step();
    insert.reset();
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

std::optional<Row> readRow(const SqliteStatement &select, const RecordingTable &table) {
    Row row;
    int column = 0;
    for (const char *type = table.types; *type; ++type, ++column) {
        if (*type == 'i')
            row.emplace_back(select.integer(column));
        else
            row.emplace_back(select.bytes(column));
    }
    if (select.integer(column) != rowChecksum(table, row))
        return std::nullopt;
    return row;
}

qint64 integerOf(const RowValue &value) {
    return std::get<qint64>(value);
}
QByteArray bytesOf(const RowValue &value) {
    return std::get<QByteArray>(value);
}
QString textOf(const RowValue &value) {
    return QString::fromUtf8(std::get<QByteArray>(value));
}

namespace {

QByteArray unitName(Unit unit) {
    switch (unit) {
    case Unit::None:
        return QByteArray();
    case Unit::Count:
        return "count";
    case Unit::Bytes:
        return "bytes";
    case Unit::Seconds:
        return "seconds";
    case Unit::Milliseconds:
        return "milliseconds";
    case Unit::Microseconds:
        return "microseconds";
    case Unit::Ratio:
        return "ratio";
    case Unit::PerSecond:
        return "per second";
    case Unit::Sessions:
        return "sessions";
    }
    Q_UNREACHABLE();
}

} // namespace

Row fieldRow(const FieldInfo &info) {
    return {static_cast<qint64>(info.field), QByteArray(info.name.data(), info.name.size()),
            QByteArray(info.kind == FieldKind::Counter ? "counter" : "gauge"), unitName(info.unit)};
}

Row directoryRow(const Chunk &chunk) {
    const auto [from, to] = std::minmax_element(chunk.at().begin(), chunk.at().end());
    return {chunk.sequence().front(),
            chunk.sequence().back(),
            qint64(chunk.endpoint()),
            static_cast<qint64>(chunk.size()),
            *from,
            *to};
}

int createRecordingTables(SqliteDatabase &database) {
    const QByteArray head =
        QByteArrayLiteral("PRAGMA application_id=") + QByteArray::number(recordingApplicationId) +
        QByteArrayLiteral("; PRAGMA user_version=") + QByteArray::number(recordingVersion);
    int code = database.run(head.constData());
    for (const RecordingTable *table : recordingTables())
        if (code == SQLITE_OK)
            code = database.run(table->create);
    return code;
}

namespace {

std::optional<qint64> number(SqliteDatabase &database, const char *sql) {
    SqliteStatement statement = database.prepare(sql);
    return statement.step() == SQLITE_ROW ? std::optional(statement.integer(0)) : std::nullopt;
}

Failure notOurs(const QString &path, const QString &why) {
    return {FailureKind::Storage, QStringLiteral("%1 is not a Spillway recording: %2").arg(path, why),
            QStringLiteral("choose a file that `spillway record` has written")};
}

} // namespace

std::optional<Failure> checkRecordingTables(SqliteDatabase &database, const QString &path) {
    const auto application = number(database, "PRAGMA application_id");
    if (!application)
        return storageFailure(database.lastError(), 0, path);
    if (*application != recordingApplicationId)
        return notOurs(path, QStringLiteral("it is a database of another program"));
    const auto version = number(database, "PRAGMA user_version");
    if (version.value_or(0) > recordingVersion)
        return Failure{FailureKind::Storage,
                       QStringLiteral("%1 has the recording format %2, this Spillway reads up to %3")
                           .arg(path)
                           .arg(*version)
                           .arg(recordingVersion),
                       QStringLiteral("open it with a newer Spillway")};
    SqliteStatement schema = database.prepare("SELECT type, name, sql FROM sqlite_schema");
    size_t known = 0;
    int code = schema.step();
    for (; code == SQLITE_ROW; code = schema.step()) {
        const QByteArray type = schema.bytes(0);
        const QByteArray sql = schema.bytes(2);
        // Ordinary tables of a later version are left alone; nothing else has a place in a recording.
        if (type != "table" || !sql.startsWith("CREATE TABLE "))
            return notOurs(path, QStringLiteral("it holds a %1 that a recording has not")
                                     .arg(QString::fromUtf8(type.left(20))));
        if (schema.bytes(1) == inputTable.name && sql != inputTable.create)
            return notOurs(path, QStringLiteral("its table 'input' is not that of a recording"));
        for (const RecordingTable *table : recordingTables())
            if (schema.bytes(1) == table->name && sql == table->create)
                ++known;
    }
    if (code != SQLITE_DONE)
        return storageFailure(code, 0, path);
    if (known != recordingTables().size())
        return notOurs(path, QStringLiteral("its tables are not those of a recording"));
    return std::nullopt;
}

} // namespace spillway

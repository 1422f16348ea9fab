#include "recording/sqlite.h"

#include <cerrno>

namespace spillway {

void SqliteStatement::bind(int parameter, qint64 value) {
    sqlite3_bind_int64(m_statement.get(), parameter, value);
}

void SqliteStatement::bindText(int parameter, QByteArrayView utf8) {
    sqlite3_bind_text64(m_statement.get(), parameter, utf8.isNull() ? "" : utf8.data(),
                        static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void SqliteStatement::bindBlob(int parameter, QByteArrayView bytes) {
    sqlite3_bind_blob64(m_statement.get(), parameter, bytes.isNull() ? "" : bytes.data(),
                        static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT);
}

int SqliteStatement::step() {
    return m_statement ? sqlite3_step(m_statement.get()) : SQLITE_ERROR;
}

void SqliteStatement::reset() {
    sqlite3_reset(m_statement.get());
}

qint64 SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArray SqliteStatement::bytes(int column) const {
    const void *data = sqlite3_column_blob(m_statement.get(), column);
    return QByteArray(static_cast<const char *>(data), sqlite3_column_bytes(m_statement.get(), column));
}

int SqliteDatabase::open(const QByteArray &path, int flags) {
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(path.constData(), &handle, flags, nullptr);
    m_handle.reset(handle);
    if (code != SQLITE_OK) {
        const int extended = handle ? lastError() : code;
        close();
        return extended;
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 2000);
    return SQLITE_OK;
}

int SqliteDatabase::run(const char *sql) {
    return sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
}

SqliteStatement SqliteDatabase::prepare(const char *sql) const {
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(handle(), sql, -1, &statement, nullptr);
    return SqliteStatement(statement);
}

// As SQLite advises.
int SqliteDatabase::harden() {
    constexpr int maxRowBytes = 16 << 20;
    sqlite3 *handle = m_handle.get();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, maxRowBytes);
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 10'000);
    sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 100);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 20);
    return run("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON; "
               "PRAGMA cache_size=-8192");
}

SqliteTransaction::SqliteTransaction(SqliteDatabase &database)
    : m_database(database)
    , m_begun(database.run("BEGIN IMMEDIATE")) {}

SqliteTransaction::~SqliteTransaction() {
    if (m_begun == SQLITE_OK && !sqlite3_get_autocommit(m_database.handle()))
        m_database.run("ROLLBACK");
}

int SqliteTransaction::commit() {
    return m_database.run("COMMIT");
}

namespace {

Failure storage(const QString &what, const QString &remedy) {
    return {FailureKind::Storage, what, remedy};
}

} // namespace

bool isDamage(int sqliteError) {
    const int primary = sqliteError & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || sqliteError == SQLITE_IOERR_READ ||
           sqliteError == SQLITE_IOERR_SHORT_READ || sqliteError == SQLITE_IOERR_CORRUPTFS;
}

Failure storageFailure(int sqliteError, int systemError, const QString &path) {
    const int primary = sqliteError & 0xff;
    if (primary == SQLITE_FULL || systemError == ENOSPC)
        return storage(QStringLiteral("the disk of %1 is full").arg(path),
                       QStringLiteral("free some space on it"));
    if (systemError == EDQUOT)
        return storage(QStringLiteral("the disk quota for %1 is used up").arg(path),
                       QStringLiteral("free some space or raise the quota"));
    if (systemError == EFBIG)
        return storage(QStringLiteral("%1 may not grow any further").arg(path),
                       QStringLiteral("raise the file size limit (ulimit -f)"));
    if (primary == SQLITE_READONLY || systemError == EROFS)
        return storage(QStringLiteral("%1 cannot be written: it is read-only").arg(path),
                       QStringLiteral("make the file and its folder writable, or record to another folder"));
    if (primary == SQLITE_PERM || primary == SQLITE_AUTH || systemError == EACCES || systemError == EPERM)
        return storage(QStringLiteral("no permission for %1").arg(path),
                       QStringLiteral("give this user access to the file and its folder"));
    if (systemError == EMFILE || systemError == ENFILE)
        return storage(QStringLiteral("%1 cannot be opened: too many files are open").arg(path),
                       QStringLiteral("raise the limit of open files (ulimit -n)"));
    if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_PROTOCOL)
        return storage(QStringLiteral("another program holds %1").arg(path),
                       QStringLiteral("close the program that has the file open"));
    if (primary == SQLITE_NOTADB)
        return storage(QStringLiteral("%1 is not a Spillway recording").arg(path),
                       QStringLiteral("choose a file that `spillway record` has written"));
    if (primary == SQLITE_CORRUPT)
        return storage(QStringLiteral("%1 is damaged").arg(path), QStringLiteral("use a copy of the file"));
    if (primary == SQLITE_CANTOPEN)
        return storage(QStringLiteral("%1 cannot be opened").arg(path),
                       QStringLiteral("check that the folder exists and that this user may use it"));
    if (primary == SQLITE_IOERR)
        return storage(QStringLiteral("the disk of %1 reports an error").arg(path),
                       QStringLiteral("check the disk; record to another one"));
    return storage(QStringLiteral("%1: %2").arg(path, QString::fromUtf8(sqlite3_errstr(sqliteError))),
                   QString());
}

} // namespace spillway

#pragma once
// A thin owner of SQLite's C API: a connection and its statements, closed when they go. Errors are
// SQLite's codes; storageFailure() puts them in words. One thread at a time.

#include "outcome.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <sqlite3.h>

#include <memory>

namespace spillway {

class SqliteStatement {
public:
    SqliteStatement() = default;
    explicit SqliteStatement(sqlite3_stmt *statement)
        : m_statement(statement) {}

    void bind(int parameter, qint64 value);
    void bindText(int parameter, QByteArrayView utf8);
    void bindBlob(int parameter, QByteArrayView bytes);
    // SQLITE_ROW, SQLITE_DONE or an error; a statement that could not be prepared gives SQLITE_ERROR.
    int step();
    // Ends the read or the write, and with it a transaction of its own.
    void reset();

    qint64 integer(int column) const;
    QByteArray bytes(int column) const;
    int columnCount() const { return sqlite3_column_count(m_statement.get()); }

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

class SqliteDatabase {
public:
    SqliteDatabase() = default;
    // `flags` as for sqlite3_open_v2. Returns SQLite's code; on failure nothing stays open.
    int open(const QByteArray &path, int flags);
    // For files from anywhere: nothing in them may run, and everything has a limit.
    int harden();
    void close() { m_handle.reset(); }
    bool isOpen() const { return m_handle != nullptr; }

    int run(const char *sql);
    SqliteStatement prepare(const char *sql) const;
    sqlite3 *handle() const { return m_handle.get(); }
    int lastError() const { return sqlite3_extended_errcode(m_handle.get()); }
    int systemError() const { return sqlite3_system_errno(m_handle.get()); }

private:
    struct Close {
        void operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> m_handle;
};

// One transaction: rolled back unless committed.
class SqliteTransaction {
public:
    explicit SqliteTransaction(SqliteDatabase &database);
    ~SqliteTransaction();
    SqliteTransaction(const SqliteTransaction &) = delete;
    SqliteTransaction &operator=(const SqliteTransaction &) = delete;

    int begun() const { return m_begun; } // SQLITE_OK, or why not
    int commit();

private:
    SqliteDatabase &m_database;
    int m_begun;
};

// "the disk is full" and what to do; `path` names the file, `systemError` is an errno or 0.
Failure storageFailure(int sqliteError, int systemError, const QString &path);
bool isDamage(int sqliteError);

} // namespace spillway

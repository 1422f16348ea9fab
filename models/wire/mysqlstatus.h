#pragma once
// The question that MySQL and MariaDB are asked at every poll, and its answer -> a Reading. Both are here
// because the names tie them together. Pure.

#include "outcome.h"
#include "reading.h"

#include <QByteArray>

#include <vector>

namespace spillway {

struct MySqlServer {
    QByteArray version; // as it greets: "10.11.19-MariaDB-0+deb12u1"
    bool isMariaDb() const { return version.contains("MariaDB"); }
    int number() const;   // 101119
    QString name() const; // "mariadb 10.11.19"
};

// What one poll asks for. The sessions need rights of their own and stand last, so that an account
// without them still gets the rest.
struct MySqlQuestion {
    bool settings = false; // named ones, and what the account may
    bool sessions = true;
    QByteArray text(const MySqlServer &server) const; // statements with ; between them
};

// Before the first question: bounds what our own session may do and wait for.
QByteArray mySqlSession(const MySqlServer &server, int mostSeconds);

// All results of an answer as names and values: the rows of SHOW, and the columns of one-row selects.
struct MySqlValue {
    QByteArray name;
    QByteArray value;
    friend bool operator==(const MySqlValue &, const MySqlValue &) = default;
};
using MySqlAnswer = std::vector<MySqlValue>;

// The load is the sessions that execute a statement; without the right to see them it is what the server
// itself counts, less our own poll.
Outcome<Reading> readMySqlAnswer(const MySqlAnswer &answer, const MySqlServer &server);

} // namespace spillway

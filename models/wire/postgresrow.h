#pragma once
// The question that PostgreSQL 12 to 18 is asked at every poll, and its one row -> a Reading. Both are
// here because the names of the columns tie them together. Pure.

#include "outcome.h"
#include "reading.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace spillway {

struct PostgresColumn {
    QByteArrayView name;
    std::optional<QByteArrayView> value; // nullopt = NULL
};
using PostgresRow = std::vector<PostgresColumn>;

// `version` as libpq gives it: 150018 for 15.18.
QByteArray postgresQuestion(int version);

// Without the right to see other sessions, the fields that count sessions are absent, not low: the
// setting "pg_read_all_stats" says why.
Outcome<Reading> readPostgresRow(const PostgresRow &row, int version);

} // namespace spillway

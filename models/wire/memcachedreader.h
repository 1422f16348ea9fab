#pragma once
// Bytes of a memcached connection -> answers, in order: a table of STAT lines up to END, or one line.
// Bounded before anything is kept: the server may be hostile. After a refusal the connection cannot be
// trusted any more and must be dropped.

#include "outcome.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace spillway {

struct MemcachedAnswer {
    enum class Kind { Table, Stored, Error };
    Kind kind = Kind::Table;
    QByteArray text; // Table: "name value" lines; Error: the whole line

    friend bool operator==(const MemcachedAnswer &, const MemcachedAnswer &) = default;
};

class MemcachedReader {
public:
    void feed(QByteArrayView bytes) { m_bytes.append(bytes); }
    // nullopt: more bytes are needed.
    std::optional<Outcome<MemcachedAnswer>> next();
    qsizetype pending() const { return m_bytes.size() + m_table.size(); } // of an incomplete answer

private:
    std::optional<Outcome<MemcachedAnswer>> takeLine(QByteArrayView line);
    Failure foreign(QByteArrayView line) const;

    QByteArray m_bytes; // from the first byte of a line on
    QByteArray m_table;
    int m_lines = 0;      // of the table
    bool m_known = false; // a first line was understood: the peer does speak memcached
};

} // namespace spillway

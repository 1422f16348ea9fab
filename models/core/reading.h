#pragma once
// The raw answer of one server at one poll: counters and gauges as they came, and the settings it
// carried. Absent stays absent: a field that was not in the answer has no value, never 0.

#include "field.h"

#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace spillway {

struct FieldValue {
    Field field;
    double value;
    friend bool operator==(const FieldValue &, const FieldValue &) = default;
};

class Reading {
public:
    // Changes when the process was restarted: Redis run_id, PostgreSQL start time.
    QString identity;
    QString version; // "redis 7.0.15"
    // What the server says it is configured to, by the server's own names: "maxmemory-policy".
    QMap<QString, QString> settings;

    void set(Field field, double value);
    std::optional<double> value(Field field) const;
    const std::vector<FieldValue> &fields() const { return m_fields; } // ascending by field

    friend bool operator==(const Reading &, const Reading &) = default;

private:
    std::vector<FieldValue> m_fields;
};

} // namespace spillway

#include "reading.h"

#include <algorithm>

namespace spillway {

namespace {

bool isBefore(const FieldValue &entry, Field field) {
    return entry.field < field;
}

} // namespace

void Reading::set(Field field, double value) {
    const auto place = std::lower_bound(m_fields.begin(), m_fields.end(), field, isBefore);
    if (place != m_fields.end() && place->field == field)
        place->value = value;
    else
        m_fields.insert(place, {field, value});
}

std::optional<double> Reading::value(Field field) const {
    const auto place = std::lower_bound(m_fields.begin(), m_fields.end(), field, isBefore);
    if (place == m_fields.end() || place->field != field)
        return std::nullopt;
    return place->value;
}

} // namespace spillway

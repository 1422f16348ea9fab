#include "strictnumber.h"

#include <charconv>

namespace spillway {

namespace {

template <class Number> std::optional<double> parsed(QByteArrayView text) {
    // from_chars alone would take "-1", "inf" and "nan".
    if (text.isEmpty() || text.front() < '0' || text.front() > '9')
        return std::nullopt;
    Number number{};
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    if (error != std::errc() || end != text.end())
        return std::nullopt;
    return static_cast<double>(number);
}

} // namespace

std::optional<double> wholeNumber(QByteArrayView text) {
    return parsed<qint64>(text);
}

std::optional<double> decimalNumber(QByteArrayView text) {
    return parsed<double>(text);
}

} // namespace spillway

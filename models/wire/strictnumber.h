#pragma once
// Numbers as servers write them, and nothing looser: no blanks, no sign, no hexadecimal, no comma, no
// infinity. What is not a number is absent; it never becomes 0.

#include <QByteArrayView>

#include <optional>

namespace spillway {

// 0 to 2^63 - 1, digits only.
std::optional<double> wholeNumber(QByteArrayView text);
// Finite and not negative; an exponent is allowed ("1.5e+09").
std::optional<double> decimalNumber(QByteArrayView text);

} // namespace spillway

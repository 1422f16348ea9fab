#pragma once
// One column of numbers <-> bytes, exact to the bit. Counters and most gauges are whole numbers once a
// decimal scale is found; they are differenced until small and packed with just the bits they need.
// True floats, NaN, infinities and -0.0 keep all their bits. Layout: ARCHITECTURE.md, "Recordings".

#include "recording/bytes.h"

#include <span>
#include <vector>

namespace spillway {

void encodeIntegers(std::span<const qint64> values, ByteWriter &to);
// Exactly `count` values, or a failed reader. The caller bounds `count`: constants take few bytes.
std::vector<qint64> decodeIntegers(ByteReader &from, size_t count);

void encodeNumbers(std::span<const double> values, ByteWriter &to);
std::vector<double> decodeNumbers(ByteReader &from, size_t count);

} // namespace spillway

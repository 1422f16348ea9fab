#include "valuescale.h"

#include "format.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spillway {

namespace {

// The smallest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten that is not below `size`.
double roundStep(double size) {
    static constexpr std::array<double, 10> mantissas{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    const double power = std::pow(10, std::floor(std::log10(size)));
    for (const double mantissa : mantissas)
        if (mantissa * power >= size * (1 - 1e-9))
            return mantissa * power;
    return 10 * power;
}

} // namespace

ValueScale ValueScale::ratio(int intervals) {
    return {0, 1, 1.0 / std::max(intervals, 1)};
}

ValueScale ValueScale::upTo(double highest, int intervals) {
    intervals = std::max(intervals, 1);
    if (!(highest > 0) || !std::isfinite(highest))
        highest = 1;
    const double step = roundStep(highest / intervals);
    return {0, step * intervals, step};
}

ValueScale ValueScale::calm(double highest, double nearby, int intervals) {
    const ValueScale wide = upTo(std::max(highest, nearby), intervals);
    return highest * 2 >= wide.top ? wide : upTo(highest, intervals);
}

std::vector<double> ValueScale::ticks() const {
    std::vector<double> values;
    const int intervals = static_cast<int>(std::lround((top - bottom) / step));
    for (int i = 0; i <= intervals; ++i)
        values.push_back(bottom + step * i);
    return values;
}

QString tickText(Unit unit, double value) {
    switch (unit) {
    case Unit::Ratio:
        return QString::number(std::lround(value * 100));
    case Unit::Bytes:
        return formatBytes(value);
    default:
        break;
    }
    if (value >= 10'000 && value < 1'000'000)
        return formatNumber(value / 1000) + QChar(0x00a0) + QLatin1Char('k');
    return formatNumber(value);
}

} // namespace spillway

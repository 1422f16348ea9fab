#include "format.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace spillway {

namespace {

constexpr QChar noBreakSpace(0x00a0);

// "12.30" -> "12.3", "4.0" -> "4"
QString trimmed(QString digits) {
    if (!digits.contains(QLatin1Char('.')))
        return digits;
    while (digits.endsWith(QLatin1Char('0')))
        digits.chop(1);
    if (digits.endsWith(QLatin1Char('.')))
        digits.chop(1);
    return digits;
}

int decimalsFor(double magnitude) {
    return magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
}

QString grouped(QString digits) {
    const qsizetype first = digits.startsWith(QLatin1Char('-')) ? 1 : 0;
    for (qsizetype i = digits.size() - 3; i > first; i -= 3)
        digits.insert(i, noBreakSpace);
    return digits;
}

QString fixedTenths(double value) {
    return QString::number(value, 'f', 1);
}

} // namespace

QString formatNumber(double value) {
    const double magnitude = std::abs(value);
    if (magnitude >= 1e6)
        return trimmed(QString::number(value / 1e6, 'f', decimalsFor(magnitude / 1e6))) + noBreakSpace +
               QLatin1Char('M');
    if (magnitude >= 1000)
        return grouped(QString::number(value, 'f', 0));
    return trimmed(QString::number(value, 'f', decimalsFor(magnitude)));
}

QString formatPercent(double ratio) {
    // 99.96 % must not round up to a perfect cache.
    const double percent = ratio < 1 ? std::min(ratio * 100, 99.9) : ratio * 100;
    return fixedTenths(percent) + noBreakSpace + QLatin1Char('%');
}

QString formatBytes(double bytes) {
    static constexpr std::array<const char *, 6> units{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    size_t unit = 0;
    while (std::abs(bytes) >= 1024 && unit + 1 < units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return trimmed(QString::number(bytes, 'f', decimalsFor(std::abs(bytes)))) + noBreakSpace +
           QLatin1String(units[unit]);
}

QString formatDuration(Duration d) {
    struct Step {
        qint64 seconds;
        const char *unit;
    };
    static constexpr std::array<Step, 4> steps{{{86400, "d"}, {3600, "h"}, {60, "m"}, {1, "s"}}};
    if (d < 1s)
        return QString::number(d.count()) + noBreakSpace + QLatin1String("ms");
    qint64 rest = d.count() / 1000;
    QString text;
    int parts = 0;
    for (const Step &step : steps) {
        const qint64 amount = rest / step.seconds;
        rest %= step.seconds;
        if (amount == 0)
            continue;
        if (parts++ > 0)
            text += noBreakSpace;
        text += QString::number(amount) + noBreakSpace + QLatin1String(step.unit);
        if (parts == 2)
            break;
    }
    return text;
}

QString formatValue(Unit unit, std::optional<double> value) {
    if (!value || !std::isfinite(*value))
        return QCoreApplication::translate("Format", "unknown");
    switch (unit) {
    case Unit::Ratio:
        return formatPercent(*value);
    case Unit::Bytes:
        return formatBytes(*value);
    case Unit::PerSecond:
        return formatNumber(*value) + QLatin1String("/s");
    case Unit::Sessions:
        return *value >= 100 ? formatNumber(*value) : fixedTenths(*value);
    case Unit::Seconds:
        return *value >= 1 ? formatDuration(Duration{std::llround(*value) * 1000})
                           : formatNumber(*value) + noBreakSpace + QLatin1Char('s');
    case Unit::Milliseconds:
        return formatNumber(*value) + noBreakSpace + QLatin1String("ms");
    case Unit::Microseconds:
        return formatNumber(*value) + noBreakSpace + QStringLiteral("µs");
    case Unit::None:
    case Unit::Count:
        return formatNumber(*value);
    }
    Q_UNREACHABLE();
}

QString formatValue(Metric metric, std::optional<double> value) {
    return formatValue(metricInfo(metric).unit, value);
}

} // namespace spillway

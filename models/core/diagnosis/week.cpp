#include "diagnosis/week.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr size_t fewestMinutes = 20;  // quiet ones of an hour
constexpr double margin = 0.15;       // beyond the usual range of the minutes, which hold no peaks
constexpr double leastSessions = 0.8; // a smaller rise is not worth a word

// 1970 began on a Thursday; any hour may be the first as long as it stays the same one.
size_t hourOfWeek(qint64 hour) {
    return static_cast<size_t>(((hour % 168) + 168) % 168);
}

qint64 hourOf(Instant at) {
    return at.ms() / hourMs;
}

Week::Range rangeOf(std::vector<double> values) {
    if (values.size() < fewestMinutes)
        return {};
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
    };
    return {at(0.05), at(0.5), at(0.95)};
}

double middle(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

} // namespace

Week::Week()
    : m_hours(std::make_shared<const Hours>()) {}

void Week::learn(const Tick &tick) {
    const qint64 minute = tick.at.ms() / minuteMs;
    if (m_minute && minute != *m_minute) {
        closeMinute();
        if (minute / 60 != *m_minute / 60)
            closeHour();
    }
    m_minute = minute;
    for (size_t i = 0; i < followed; ++i)
        if (const double value = valueOf(tick, quantities[i]); std::isfinite(value)) {
            m_sums[i] += value;
            ++m_counts[i];
        }
}

void Week::closeMinute() {
    Means means;
    for (size_t i = 0; i < followed; ++i)
        means[i] = m_counts[i] > 0 ? m_sums[i] / m_counts[i] : Tick::none;
    m_minutes.push_back(means);
    m_sums = {};
    m_counts = {};
}

void Week::closeHour() {
    const std::vector<Means> minutes = std::exchange(m_minutes, {});
    if (minutes.size() < fewestMinutes)
        return;
    Hour hour;
    for (size_t i = 0; i < followed; ++i) {
        std::vector<double> values;
        for (const Means &means : minutes)
            if (!std::isnan(means[i]))
                values.push_back(means[i]);
        hour[i] = rangeOf(std::move(values));
    }
    Hours hours = *m_hours;
    auto &slot = hours[hourOfWeek(*m_minute / 60)];
    std::vector<Hour> weeks = slot ? *slot : std::vector<Hour>();
    if (weeks.size() == longestMemory)
        weeks.erase(weeks.begin());
    weeks.push_back(hour);
    slot = std::make_shared<const std::vector<Hour>>(std::move(weeks));
    m_hours = std::make_shared<const Hours>(std::move(hours));
}

size_t Week::weeksKnown(Instant at) const {
    const auto &slot = (*m_hours)[hourOfWeek(hourOf(at))];
    return slot ? slot->size() : 0;
}

std::optional<Week::Range> Week::usual(Quantity quantity, Instant at) const {
    const auto place = std::find(quantities.begin(), quantities.end(), quantity);
    const auto &slot = (*m_hours)[hourOfWeek(hourOf(at))];
    if (place == quantities.end() || !slot)
        return std::nullopt;
    std::vector<double> lows, medians, highs;
    for (const Hour &hour : *slot) {
        const Range &range = hour[static_cast<size_t>(place - quantities.begin())];
        if (std::isnan(range.median))
            continue;
        lows.push_back(range.low);
        medians.push_back(range.median);
        highs.push_back(range.high);
    }
    if (medians.size() < fewestWeeks)
        return std::nullopt;
    return Range{middle(std::move(lows)), middle(std::move(medians)), middle(std::move(highs))};
}

// Between the middles of two hours, so that no hour begins with a step.
std::optional<double> Week::medianAround(Quantity quantity, Instant at) const {
    const Instant before = at - Duration(hourMs / 2);
    const auto first = usual(quantity, before);
    const auto second = usual(quantity, before + 1h);
    if (!first || !second)
        return std::nullopt;
    const double way = double(before.ms() - hourOf(before) * hourMs) / double(hourMs);
    return first->median + way * (second->median - first->median);
}

double Week::growth(Quantity quantity, Instant from, Instant to) const {
    const auto before = medianAround(quantity, from);
    const auto after = medianAround(quantity, to);
    return before && after && *before > 0 ? std::clamp(*after / *before, 0.2, 5.0) : 1;
}

bool Week::explains(const Tick &mean) const {
    using enum Quantity;
    const auto load = usual(Load, mean.at);
    if (!load || !(mean.load <= load->high + std::max(margin * load->high, leastSessions)))
        return false;
    for (const Quantity quantity : {Lookups, Misses, Statements}) {
        const auto range = usual(quantity, mean.at);
        const double value = valueOf(mean, quantity);
        const bool isWithin =
            range && value <= range->high * (1 + margin) + 1 && value >= range->low * (1 - margin) - 1;
        if (!isWithin && (range || !std::isnan(value)))
            return false;
    }
    const auto ratio = usual(HitRatio, mean.at);
    const double value = valueOf(mean, HitRatio);
    return ratio ? value >= ratio->low - 0.01 : std::isnan(value);
}

} // namespace spillway

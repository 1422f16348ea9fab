#include "stackround.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

// A slower member's last numbers stand in for this many of its own polls.
constexpr int heldPolls = 3;

} // namespace

Rates::Rates() {
    m_values.fill(std::nan(""));
}

std::optional<double> Rates::value(Metric metric) const {
    const double value = m_values[static_cast<size_t>(metric)];
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

StackRound::StackRound(StackId stack, Role role, std::vector<EndpointId> members, Duration every,
                       double capacity)
    : m_stack(stack)
    , m_role(role)
    , m_every(every)
    , m_capacity(capacity) {
    for (const EndpointId id : members)
        m_members.push_back({id, std::nullopt, {}, false});
}

void StackRound::report(EndpointId endpoint, Instant at, const std::optional<Rates> &rates,
                        std::vector<Sample> &out) {
    const auto member =
        std::find_if(m_members.begin(), m_members.end(), [&](const Member &m) { return m.id == endpoint; });
    if (member->inRound)
        complete(at, out); // the others are slower, or silent
    member->rates = rates;
    member->at = at;
    member->inRound = true;
    if (std::all_of(m_members.begin(), m_members.end(), [](const Member &m) { return m.inRound; }))
        complete(at, out);
}

std::optional<double> StackRound::sum(Metric metric) const {
    std::optional<double> total;
    for (const Member &member : m_members)
        if (member.rates)
            if (const auto value = member.rates->value(metric))
                total = total.value_or(0) + *value;
    return total;
}

std::optional<double> StackRound::most(Metric metric) const {
    std::optional<double> most;
    for (const Member &member : m_members)
        if (const auto value = member.rates ? member.rates->value(metric) : std::nullopt)
            most = std::max(most.value_or(*value), *value);
    return most;
}

std::optional<double> StackRound::weighted(Metric ratio, Metric weight) const {
    double total = 0;
    double weights = 0;
    for (const Member &member : m_members) {
        if (!member.rates)
            continue;
        const auto value = member.rates->value(ratio);
        const auto share = member.rates->value(weight);
        if (value && share) {
            total += *value * *share;
            weights += *share;
        }
    }
    return weights > 0 ? std::optional(total / weights) : std::nullopt;
}

void StackRound::complete(Instant at, std::vector<Sample> &out) {
    for (Member &member : m_members) {
        if (!member.inRound && at - member.at > m_every * heldPolls)
            member.rates.reset();
        member.inRound = false;
    }
    const double seconds =
        m_lastRound && at > *m_lastRound ? std::min(toSeconds(at - *m_lastRound), 60.0) : toSeconds(m_every);
    m_lastRound = at;
    const auto put = [&](Metric metric, std::optional<double> value) {
        if (value)
            out.push_back({{m_stack, SeriesId::WholeStack, metric}, at, *value * seconds, seconds});
    };
    using enum Metric;
    if (m_role == Role::Cache) {
        const auto hits = sum(Hits);
        const auto lookups = sum(Lookups);
        if (hits && lookups && *lookups > 0)
            out.push_back(
                {{m_stack, SeriesId::WholeStack, HitRatio}, at, *hits * seconds, *lookups * seconds});
        for (const Metric metric :
             {Lookups, Hits, Misses, Evictions, Expiries, Stores, CacheCommands, CacheErrors, Rejected,
              Flushes, UsedMemory, MaxMemory, Keys, CacheClients})
            put(metric, sum(metric));
        put(AverageTtl, weighted(AverageTtl, Keys));
        return;
    }
    const bool allAnswer = std::all_of(m_members.begin(), m_members.end(),
                                       [](const Member &m) { return m.rates && m.rates->value(Load); });
    const bool allCount = std::all_of(m_members.begin(), m_members.end(),
                                      [](const Member &m) { return m.rates && m.rates->value(LoadCounted); });
    if (!std::isnan(m_capacity))
        put(Capacity, m_capacity);
    if (allAnswer) {
        const double load = *sum(Load);
        put(LoadSampled, load);
        if (allCount)
            put(LoadCounted, sum(LoadCounted));
        m_load.add({{}, at, load * seconds, seconds});
        put(Load, *m_load.value());
        if (!std::isnan(m_capacity) && m_capacity > 0)
            put(LoadPerCore, *m_load.value() / m_capacity);
        put(LockShare, weighted(LockShare, Load));
    }
    for (const Metric metric : {Statements, Connections, IdleInTransaction})
        put(metric, sum(metric));
    put(LongestQuery, most(LongestQuery));
    put(ConnectionUse, weighted(ConnectionUse, Connections));
    put(RowsPerStatement, weighted(RowsPerStatement, Statements));
}

} // namespace spillway

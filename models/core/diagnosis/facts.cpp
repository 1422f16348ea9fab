#include "diagnosis/facts.h"

#include <QCoreApplication>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Diagnosis", text);
}

constexpr Duration memory = std::chrono::hours(1);

// A limit of 0 means none; going from none to some is a cut.
bool isCut(const ConfigEvent &change) {
    const double before = change.before.toDouble();
    const double after = change.after.toDouble();
    return after > 0 && (before <= 0 || after < before);
}

} // namespace

void Facts::collect(const Event &event, bool isCache) {
    if (!isCache)
        return;
    if (const auto *change = std::get_if<ConfigEvent>(&event.what)) {
        if (change->setting == QLatin1String("maxmemory") ||
            change->setting == QLatin1String("limit_maxbytes")) {
            if (isCut(*change))
                add({event.at, Cause::MaxMemory, change->endpoint, event.text,
                     tr("restore the memory limit")});
        } else if (change->setting == QLatin1String("maxmemory-policy")) {
            add({event.at, Cause::MaxMemoryPolicy, change->endpoint, event.text,
                 tr("restore the eviction policy")});
        }
    } else if (const auto *endpoint = std::get_if<EndpointEvent>(&event.what)) {
        if (endpoint->state == EndpointState::Down)
            add({event.at, Cause::CacheDown, endpoint->endpoint, event.text, tr("bring the cache back")});
    }
}

void Facts::add(Fact fact) {
    m_facts.push_back(std::move(fact));
}

void Facts::expire(Instant now) {
    while (!m_facts.empty() && now - m_facts.front().at > memory)
        m_facts.pop_front();
}

std::optional<Fact> Facts::latest(Cause cause, Instant from, Instant to) const {
    for (auto it = m_facts.rbegin(); it != m_facts.rend(); ++it)
        if (it->cause == cause && it->at >= from && it->at <= to)
            return *it;
    return std::nullopt;
}

} // namespace spillway

#include "engine.h"

#include "format.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace spillway {

namespace {

// Numbers older than this many polls are not shown any more.
constexpr int freshPolls = 3;

QString tr(const char *text) {
    return QCoreApplication::translate("Engine", text);
}

// Settings that are sizes read better as such: "4294967296" -> "4 GiB".
QString settingText(const QString &name, const QString &value) {
    static const QStringList sizes{QStringLiteral("maxmemory"), QStringLiteral("limit_maxbytes"),
                                   QStringLiteral("shared_buffers")};
    bool isNumber = false;
    const double bytes = value.toDouble(&isNumber);
    return isNumber && bytes > 0 && sizes.contains(name) ? formatBytes(bytes) : value;
}

bool isDecided(const Event &event) {
    const auto *decision = std::get_if<DecisionEvent>(&event.what);
    return decision && decision->what != DecisionEvent::What::SnoozeEnded;
}

Duration shortestCadence(const Configuration &configuration) {
    Duration shortest = configuration.every;
    for (const Endpoint &endpoint : configuration.endpoints)
        shortest = std::min(shortest, endpoint.every);
    return shortest;
}

} // namespace

void Consumed::add(Consumed &&later) {
    std::move(later.events.begin(), later.events.end(), std::back_inserter(events));
    std::move(later.notices.begin(), later.notices.end(), std::back_inserter(notices));
}

Engine::Engine(Configuration configuration, Duration keepHistory)
    : m_configuration(std::move(configuration))
    , m_deriver(m_configuration)
    , m_history(shortestCadence(m_configuration), keepHistory)
    , m_board(m_configuration)
    , m_policy(m_configuration.stacks.size())
    , m_endpoints(m_configuration.endpoints.size())
    , m_lastHeard(m_configuration.endpoints.size())
    , m_settings(m_configuration.endpoints.size()) {
    for (size_t i = 0; i < m_configuration.stacks.size(); ++i)
        m_diagnoses.emplace_back(m_configuration, static_cast<StackId>(i));
}

Consumed Engine::consume(const Frame &frame) {
    Consumed out;
    if (frame.endpoint >= m_endpoints.size())
        return out;
    m_now = std::max(m_now, frame.at);
    const StackId stack = m_configuration.endpoints[frame.endpoint].stack;
    Derived derived = m_deriver.derive(frame);
    follow(frame, derived.continuity, out);
    compareSettings(frame, out);
    findSilent(out);
    Diagnosis &diagnosis = m_diagnoses[stack];
    diagnosis.observe(frame, derived.samples, out.events);
    const auto usual = [&](Metric metric) { return diagnosis.usual(metric); };
    for (Event &event :
         m_board.consume(stack, frame.at, derived.samples, usual, diagnosis.whyLoadIsConsequence()))
        push(std::move(event), out);
    std::vector<Sample> parts;
    if (diagnosis.conclude(frame.at, m_board.all(), parts))
        push(
            {frame.at, m_configuration.stacks[stack].name, diagnosis.verdict().headline, diagnosis.verdict()},
            out);
    m_board.demote(stack, diagnosis.whyLoadIsConsequence());
    for (const Sample &sample : derived.samples)
        m_history.append(sample);
    for (const Sample &sample : parts)
        m_history.append(sample);
    considerNotice(stack, frame.at, out);
    return out;
}

void Engine::considerNotice(StackId stack, Instant at, Consumed &out, const QString &aside) {
    if (auto notice = m_policy.consider(stack, m_configuration.stacks[stack].name, at, out.events,
                                        m_board.all(), verdict(stack))) {
        if (!aside.isEmpty())
            notice->body += QLatin1Char('\n') + aside;
        out.notices.push_back(std::move(*notice));
    }
}

Consumed Engine::decide(const Decision &decision) {
    Consumed out;
    const std::optional<StackId> stack = m_configuration.stackNamed(decision.stack);
    if (!stack)
        return out;
    for (Event &event : m_board.decide(*stack, decision))
        push(std::move(event), out);
    if (!out.events.empty())
        considerNotice(*stack, decision.at, out);
    return out;
}

KeptState Engine::kept() const {
    return {m_now, m_board.kept(), m_policy.kept(m_configuration.stacks)};
}

Consumed Engine::restore(const Restored &restored) {
    Consumed out;
    const KeptState &state = restored.state;
    m_now = std::max(m_now, restored.at);
    QString blind;
    if (state.watchedUntil < restored.at) {
        const auto when = [&](Instant at) {
            const bool isOneDay = state.watchedUntil.toIso().left(10) == restored.at.toIso().left(10);
            return isOneDay ? at.clockText() : at.toIso().left(10) + QLatin1Char(' ') + at.clockText();
        };
        blind = tr("not watching from %1 to %2 (%3)")
                    .arg(when(state.watchedUntil), when(restored.at),
                         formatDuration(restored.at - state.watchedUntil));
        push({restored.at, QString(), blind, BlindEvent{state.watchedUntil, restored.at}}, out);
        for (const Endpoint &endpoint : m_configuration.endpoints) {
            const auto id = static_cast<EndpointId>(&endpoint - m_configuration.endpoints.data());
            m_history.noteGap(id, state.watchedUntil, restored.at, tr("not watching"));
        }
    }
    for (Event &event : m_board.restore(restored))
        push(std::move(event), out);
    m_policy.restore(state.incidents, m_configuration.stacks);
    for (size_t i = 0; i < m_configuration.stacks.size(); ++i)
        considerNotice(static_cast<StackId>(i), restored.at, out, blind);
    return out;
}

void Engine::follow(const Frame &frame, Continuity continuity, Consumed &out) {
    EndpointStatus &status = m_endpoints[frame.endpoint];
    const Instant previous = m_lastHeard[frame.endpoint];
    m_lastHeard[frame.endpoint] = frame.at;
    if (!frame.outcome.ok()) {
        const Failure &failure = frame.outcome.failure();
        m_history.noteGap(frame.endpoint, status.lastGood.value_or(frame.at), frame.at, failure.what);
        status.roundTrip.reset();
        if (status.state != EndpointState::Down || status.reason != failure.what)
            enter(frame.endpoint, EndpointState::Down, frame.at, failure.what, out);
        return;
    }
    const Reading &reading = frame.outcome.value();
    const Duration every = m_configuration.endpoints[frame.endpoint].every;
    // A silence without failure frames: the program itself slept or was stopped.
    if (status.lastGood && frame.at - previous > every * (freshPolls + 1))
        m_history.noteGap(frame.endpoint, previous, frame.at, tr("not watching"));
    m_history.endGap(frame.endpoint, frame.at);
    status.version = reading.version;
    status.roundTrip = frame.took;
    status.lastGood = frame.at;
    if (continuity == Continuity::Restarted)
        enter(frame.endpoint, EndpointState::Reset, frame.at, tr("restarted: its counters began anew"), out);
    else if (continuity == Continuity::CountersReset)
        enter(frame.endpoint, EndpointState::Reset, frame.at, tr("its counters were reset"), out);
    else if (status.state != EndpointState::Up)
        enter(frame.endpoint, EndpointState::Up, frame.at, QString(), out);
}

void Engine::enter(EndpointId id, EndpointState state, Instant at, const QString &reason, Consumed &out) {
    EndpointStatus &status = m_endpoints[id];
    const EndpointState before = status.state;
    status.state = state;
    status.reason = reason;
    status.since = at;
    // The first answer is expected, and so is going on after a reset.
    if (state == EndpointState::Up && (before == EndpointState::Unknown || before == EndpointState::Reset))
        return;
    const Endpoint &endpoint = m_configuration.endpoints[id];
    const QString text = state == EndpointState::Up ? tr("%1 answers again").arg(endpoint.name)
                                                    : tr("%1: %2").arg(endpoint.name, reason);
    push({at, m_configuration.stacks[endpoint.stack].name, text, EndpointEvent{endpoint.name, state, reason}},
         out);
}

void Engine::compareSettings(const Frame &frame, Consumed &out) {
    if (!frame.outcome.ok())
        return;
    const QMap<QString, QString> &now = frame.outcome->settings;
    QMap<QString, QString> &known = m_settings[frame.endpoint];
    if (known == now) {
        known = now; // shares it: the next comparison takes no time
        return;
    }
    const Endpoint &endpoint = m_configuration.endpoints[frame.endpoint];
    for (auto it = now.begin(); it != now.end(); ++it) {
        const auto before = known.constFind(it.key());
        if (before != known.constEnd() && *before != it.value()) {
            const QString was = settingText(it.key(), *before);
            const QString is = settingText(it.key(), it.value());
            push({frame.at, m_configuration.stacks[endpoint.stack].name,
                  tr("%1: %2 went from %3 to %4").arg(endpoint.name, it.key(), was, is),
                  ConfigEvent{endpoint.name, it.key(), *before, it.value()}},
                 out);
        }
        known[it.key()] = it.value();
    }
}

void Engine::findSilent(Consumed &out) {
    for (size_t i = 0; i < m_endpoints.size(); ++i) {
        const EndpointState state = m_endpoints[i].state;
        if (state != EndpointState::Up && state != EndpointState::Reset)
            continue;
        const Duration silence = m_now - m_lastHeard[i];
        if (silence > m_configuration.endpoints[i].every * (freshPolls + 1))
            enter(static_cast<EndpointId>(i), EndpointState::Stale, m_now,
                  tr("not asked for %1").arg(formatDuration(silence)), out);
    }
}

void Engine::push(Event event, Consumed &out) {
    makeRoom();
    m_timeline.push_back(event);
    out.events.push_back(std::move(event));
}

Event Engine::addNote(const QString &stack, const QString &author, const QString &text, Instant at) {
    Event note{at, stack, text, NoteEvent{author}};
    // A note may be about a moment that is past; the timeline stays in order.
    makeRoom();
    auto place = std::upper_bound(m_timeline.begin(), m_timeline.end(), at,
                                  [](Instant instant, const Event &event) { return instant < event.at; });
    // Of one millisecond notes come before decisions, whichever was there first: a recording keeps them
    // apart.
    while (place != m_timeline.begin() && (place - 1)->at == at && isDecided(*(place - 1)))
        --place;
    m_timeline.insert(static_cast<size_t>(place - m_timeline.begin()), note);
    return note;
}

void Engine::makeRoom() {
    if (m_timeline.size() < mostEvents)
        return;
    m_timeline.pop_front();
    m_forgottenEvents += m_forgottenEvents == 0 ? 2 : 1; // the first time, the note takes a place as well
    m_timeline.change(0) = {m_timeline[1].at, QString(),
                            tr("%1 earlier events are not kept any more").arg(m_forgottenEvents),
                            NoteEvent{QStringLiteral("spillway")}};
}

Health Engine::health(StackId stack) const {
    Health health = Health::Healthy;
    for (const Alert &alert : m_board.all()) {
        if (alert.subject.stack != stack || alert.state != AlertState::Firing)
            continue;
        if (alert.rule.severity == Severity::Critical)
            return Health::Critical;
        health = Health::Warning;
    }
    if (health == Health::Warning)
        return health;
    const Stack &members = m_configuration.stacks[stack];
    const auto isBlind = [&](EndpointId id) {
        const EndpointState state = m_endpoints[id].state;
        return state == EndpointState::Unknown || state == EndpointState::Down ||
               state == EndpointState::Stale;
    };
    const bool blind = std::any_of(members.caches.begin(), members.caches.end(), isBlind) ||
                       std::any_of(members.databases.begin(), members.databases.end(), isBlind);
    // A server that answers may hide what matters: a database its sessions, a cache its lookups.
    const bool hidden =
        !current(stack, Metric::Load) || (!members.caches.empty() && !current(stack, Metric::Lookups));
    return blind || hidden ? Health::Unknown : Health::Healthy;
}

std::optional<double> Engine::newest(const SeriesId &id, Duration every) const {
    return m_history.latest(id, m_now, every * freshPolls);
}

std::optional<double> Engine::current(StackId stack, Metric metric) const {
    return newest({stack, SeriesId::WholeStack, metric}, m_configuration.cadenceOf(stack));
}

std::optional<double> Engine::currentOfEndpoint(EndpointId endpoint, Metric metric) const {
    const Endpoint &asked = m_configuration.endpoints[endpoint];
    return newest({asked.stack, endpoint, metric}, asked.every);
}

} // namespace spillway

#include "session.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace spillway {

namespace {

QString userName() {
    return qEnvironmentVariable("USER", QStringLiteral("operator"));
}

} // namespace

Session::Session(Configuration configuration, Mode mode, Notifier *notifier, QObject *parent)
    : QObject(parent)
    , m_mode(mode)
    , m_notifier(mode == Mode::Live ? notifier : nullptr)
    , m_engine(std::make_unique<Engine>(std::move(configuration)))
    , m_sourceName(tr("live")) {
    if (!m_notifier)
        return;
    connect(m_notifier, &Notifier::acknowledged, this,
            [this](const Notice &notice) { acknowledge(notice.stack, {}); });
    connect(m_notifier, &Notifier::snoozed, this,
            [this](const Notice &notice, Duration length) { snooze(notice.stack, {}, length); });
}

Session::~Session() = default;

void Session::setSurvey(std::unique_ptr<Engine> engine, ReadAhead extent) {
    const auto before = std::exchange(m_survey, std::move(engine)); // until the views have let go
    m_isSurveyed = extent == ReadAhead::Wholly;
    if (m_isSurveyed)
        emit surveyed();
    emit changed();
}

void Session::attach(Player *player) {
    m_player = player;
}

void Session::consume(const Frame &frame) {
    Engine &engine = fed();
    Consumed consumed = m_notes.settleBefore(frame.at, engine);
    consumed.add(engine.consume(frame));
    if (m_catchingUp)
        return;
    emit frameConsumed(frame);
    publish(consumed);
}

void Session::settleNotes(Instant before) {
    const Consumed consumed = m_notes.settleBefore(before, fed());
    if (!m_catchingUp && !consumed.events.empty())
        publish(consumed);
}

void Session::endCatchUp() {
    m_catchingUp = false;
    if (m_fresh) {
        const auto before = std::exchange(m_engine, std::move(m_fresh)); // until the views have let go
        emit restarted();
    }
    emit changed();
}

void Session::restart(const Engine &from, const NoteQueue &notes) {
    Q_ASSERT(m_mode == Mode::Replay && m_catchingUp);
    m_fresh = std::make_unique<Engine>(from);
    m_notes = notes;
}

void Session::restore(const Restored &restored) {
    publish(m_engine->restore(restored));
}

void Session::acknowledge(StackId stack, const QString &rule, const QString &comment) {
    decide(stack, {{}, {}, rule, DecisionKind::Acknowledge, userName(), comment, {}});
}

void Session::snooze(StackId stack, const QString &rule, Duration length) {
    const Instant until = m_engine->now() + length;
    decide(stack, {{}, {}, rule, DecisionKind::Snooze, userName(), {}, until});
}

void Session::unsnooze(StackId stack, const QString &rule) {
    decide(stack, {{}, {}, rule, DecisionKind::Unsnooze, userName(), {}, {}});
}

// Takes its place among the frames like a note, so that a replay of the recording decides the same.
void Session::decide(StackId stack, Decision decision) {
    const std::vector<Alert> &alerts = m_engine->alerts();
    const bool isMeant = std::any_of(alerts.begin(), alerts.end(), [&](const Alert &alert) {
        return alert.subject.stack == stack && alert.isOpen() &&
               (decision.rule.isEmpty() || alert.rule.name == decision.rule);
    });
    if (m_mode == Mode::Replay || !isMeant)
        return;
    decision.at = m_engine->now();
    decision.stack = configuration().stacks[stack].name;
    m_notes.add(decision);
    emit decided(decision);
    settleSoon();
}

// Once its millisecond has passed no frame can take a place before it, see NoteQueue.
void Session::settleSoon() {
    QTimer::singleShot(2ms, Qt::PreciseTimer, this, [this] { settleNotes(newestEngine().now() + 1ms); });
}

void Session::addNote(const QString &stack, const QString &text, std::optional<Instant> at) {
    const Instant moment = at.value_or(m_engine->now());
    if (moment == Instant{}) { // nothing heard yet: the first frame brings the time
        connect(
            this, &Session::frameConsumed, this, [this, stack, text] { addNote(stack, text); },
            Qt::SingleShotConnection);
        return;
    }
    const Event note{moment, stack, text, NoteEvent{userName()}};
    m_notes.add(note);
    if (m_survey)
        m_survey->addNote(stack, userName(), text, moment);
    emit noteAdded(note);
    settleSoon();
}

void Session::publish(const Consumed &consumed) {
    for (const Event &event : consumed.events)
        emit eventHappened(event);
    for (const Notice &notice : consumed.notices) {
        emit noticeRaised(notice);
        if (m_notifier)
            m_notifier->show(notice);
    }
    emit changed();
}

} // namespace spillway

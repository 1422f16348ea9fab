#include "player.h"

#include "recording.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr Duration WorkPerTick{8}; // leaves half of a 60 Hz frame to the views
constexpr Duration TickLength{16};
constexpr Instant EndOfTime{Duration::max()};

Event toEvent(const RecordingNote &note) {
    return {note.at, note.stack, note.text, NoteEvent{note.author}};
}

} // namespace

Player::Player(std::unique_ptr<RecordingReader> recording, Session *session, QObject *parent)
    : QObject(parent)
    , m_recording(std::move(recording))
    , m_session(session)
    , m_position(m_recording->start()) {
    Q_ASSERT(session->mode() == Session::Mode::Replay);
    for (const RecordingNote &note : m_recording->notes())
        m_session->queueNote(toEvent(note));
    rewind();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Player::tick);
    m_session->attach(this);
}

Player::~Player() {
    m_session->attach(nullptr);
}

Instant Player::start() const {
    return m_recording->start();
}
Instant Player::end() const {
    return m_recording->end();
}

void Player::survey() {
    auto engine =
        std::make_unique<Engine>(m_session->configuration(), std::max<Duration>(24h, end() - start()));
    NoteQueue notes;
    for (const RecordingNote &note : m_recording->notes())
        notes.add(toEvent(note));
    for (rewind(); m_next; m_next = m_recording->next()) {
        notes.settleBefore(m_next->at, *engine);
        engine->consume(*m_next);
    }
    notes.settleBefore(EndOfTime, *engine);
    rewind();
    if (m_reached || m_target) {
        const Instant to = m_target.value_or(m_position);
        startOver();
        seek(to);
    }
    m_session->setSurvey(std::move(engine));
}

void Player::runToEnd() {
    if (m_target)
        seekNow(*m_target);
    deliverUpTo(EndOfTime, Duration::max());
    arrive(end());
}

void Player::seekNow(Instant to) {
    seek(to);
    deliverUpTo(*m_target, Duration::max());
    arrive(*m_target);
}

void Player::play() {
    if (m_playing)
        return;
    m_playing = true;
    if (atEnd())
        seek(start());
    m_sinceTick.start();
    paceTimer();
    emit playingChanged(true);
}

void Player::pause() {
    if (!m_playing)
        return;
    m_playing = false;
    paceTimer();
    emit playingChanged(false);
}

void Player::togglePlaying() {
    m_playing ? pause() : play();
}

void Player::setSpeed(double speed) {
    const double allowed = std::clamp(speed, 0.1, 10'000.0);
    if (allowed == m_speed)
        return;
    m_speed = allowed;
    emit speedChanged(m_speed);
}

void Player::seek(Instant to) {
    const Instant target = std::clamp(to, start(), std::max(start(), end()));
    if (m_reached && target < *m_reached)
        startOver();
    if (!m_target)
        m_session->beginCatchUp();
    m_target = target;
    paceTimer();
}

void Player::stepForward() {
    pause();
    if (m_target)
        seekNow(*m_target);
    if (!m_next)
        return;
    const Instant to = std::max(m_position, m_next->at);
    deliverUpTo(to, Duration::max());
    arrive(to);
}

void Player::stepBack() {
    pause();
    if (!m_reached && !m_target)
        return;
    const Instant to = sampleBefore(m_target ? *m_target : *m_reached);
    startOver(); // the look-up has moved the reader
    seek(to);
}

void Player::nextEvent() {
    if (!m_session->survey())
        return;
    const auto &timeline = m_session->survey()->timeline();
    const Instant from = m_target.value_or(m_position);
    const auto next =
        std::find_if(timeline.begin(), timeline.end(), [from](const Event &e) { return e.at > from; });
    if (next != timeline.end())
        seek(next->at);
}

void Player::previousEvent() {
    if (!m_session->survey())
        return;
    const auto &timeline = m_session->survey()->timeline();
    const Instant from = m_target.value_or(m_position);
    const auto previous =
        std::find_if(timeline.rbegin(), timeline.rend(), [from](const Event &e) { return e.at < from; });
    if (previous != timeline.rend())
        seek(previous->at);
}

void Player::tick() {
    if (!m_target)
        advance();
    else if (deliverUpTo(*m_target, WorkPerTick) == Progress::Arrived)
        arrive(*m_target);
}

void Player::advance() {
    m_owed += static_cast<double>(m_sinceTick.restart()) * m_speed;
    const double whole = std::floor(m_owed);
    m_owed -= whole;
    const Instant to = std::min(end(), m_position + Duration(static_cast<qint64>(whole)));
    // Out of time: the recording runs slower than asked, but nothing is left out.
    const bool arrived = deliverUpTo(to, WorkPerTick) == Progress::Arrived;
    arrive(arrived ? to : std::max(m_position, *m_reached));
}

Player::Progress Player::deliverUpTo(Instant to, Duration budget) {
    QElapsedTimer stopwatch;
    stopwatch.start();
    while (m_next && m_next->at <= to) {
        // Frames of one instant belong together.
        if (m_reached && m_next->at > *m_reached && Duration(stopwatch.elapsed()) >= budget)
            return Progress::OutOfTime;
        m_reached = std::max(m_reached.value_or(m_next->at), m_next->at);
        m_session->consume(*m_next);
        m_next = m_recording->next();
    }
    if (!m_next)
        m_session->settleNotes(EndOfTime);
    return Progress::Arrived;
}

void Player::startOver() {
    if (!m_target)
        m_session->beginCatchUp();
    m_target = start();
    m_reached.reset();
    m_session->restart();
    rewind();
}

void Player::rewind() {
    m_recording->rewind();
    m_next = m_recording->next();
}

void Player::arrive(Instant at) {
    m_position = at;
    if (m_target) {
        m_target.reset();
        m_session->endCatchUp();
        m_sinceTick.start();
    }
    emit positionChanged(at);
    if (atEnd() && m_playing) {
        pause();
        emit finished();
    }
    paceTimer();
}

void Player::paceTimer() {
    if (m_target)
        m_timer.start(0);
    else if (m_playing)
        m_timer.start(TickLength);
    else
        m_timer.stop();
}

// Readers only run forwards: looks from ever further back.
Instant Player::sampleBefore(Instant at) {
    for (Duration span = 10s;; span *= 8) {
        const Instant from = std::max(start(), at - span);
        std::optional<Instant> found;
        m_recording->seek(from);
        for (auto frame = m_recording->next(); frame && frame->at < at; frame = m_recording->next())
            found = frame->at;
        if (found || from <= start())
            return found.value_or(start());
    }
}

} // namespace spillway

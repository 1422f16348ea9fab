#include "player.h"

#include "notekeeping.h"
#include "recording.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr Duration WorkPerTick{8}; // leaves half of a 60 Hz frame to the views
constexpr Duration TickLength{16};
constexpr Instant EndOfTime{Duration::max()};

Checkpoint beginning(const RecordingReader &recording, const Configuration &configuration) {
    const Duration length = recording.end() - recording.start();
    Checkpoint origin{std::nullopt, {}, 0, Engine(configuration, std::max<Duration>(24h, length)), {}};
    for (const RecordingNote &note : recording.notes())
        origin.notes.add(Event{note.at, note.stack, note.text, NoteEvent{note.author}});
    for (const Decision &decision : recording.decisions())
        origin.notes.add(decision);
    if (const auto restored = recording.restored())
        origin.engine.restore(*restored);
    return origin;
}

} // namespace

Player::Player(std::unique_ptr<RecordingReader> recording, Session *session, QObject *parent)
    : QObject(parent)
    , m_recording(std::move(recording))
    , m_session(session)
    , m_checkpoints(beginning(*m_recording, session->configuration()))
    , m_position(m_recording->start()) {
    Q_ASSERT(session->mode() == Session::Mode::Replay);
    startOver(m_checkpoints.origin());
    m_target.reset();
    m_session->endCatchUp();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Player::tick);
    connect(session, &Session::noteAdded, this, &Player::takeNote);
    connect(&m_survey, &Survey::passed, this,
            [this](const std::shared_ptr<Checkpoint> &passed) { takeCheckpoint(std::move(*passed)); });
    connect(&m_survey, &Survey::finished, this,
            [this](const std::shared_ptr<Engine> &engine, const std::vector<LostStretch> &lost) {
                m_session->setLost(lost);
                if (engine)
                    takeSurvey(std::make_unique<Engine>(*engine), Session::ReadAhead::Wholly);
                emit surveyingChanged(false);
            });
    m_session->attach(this);
}

Player::~Player() {
    m_session->attach(nullptr);
}

QString Player::recordingPath() const {
    return m_recording->path();
}
Instant Player::start() const {
    return m_recording->start();
}
Instant Player::end() const {
    return m_recording->end();
}

void Player::survey() {
    endSurvey();
    const auto reader = RecordingReader::open(recordingPath());
    if (!reader)
        return;
    auto engine = surveyed(**reader, m_checkpoints.origin(), {},
                           [this](Checkpoint passed) { m_checkpoints.addEven(std::move(passed)); });
    m_session->setLost((*reader)->lost());
    m_session->setSurvey(std::move(engine), Session::ReadAhead::Wholly);
}

void Player::beginSurvey() {
    m_survey.start(recordingPath(), m_checkpoints.origin());
    emit surveyingChanged(true);
}

void Player::endSurvey() {
    if (!isSurveying())
        return;
    m_survey.stop();
    emit surveyingChanged(false);
}

void Player::takeCheckpoint(Checkpoint &&checkpoint) {
    const Engine *shown = m_session->survey(); // every hundredth of the way is enough for the eye
    if (!shown || *checkpoint.reached - shown->now() >= (end() - start()) / 100)
        takeSurvey(std::make_unique<Engine>(checkpoint.engine), Session::ReadAhead::Partly);
    m_checkpoints.addEven(std::move(checkpoint));
    // It was faster than the seek under way.
    if (m_target && m_checkpoints.latest(*m_target).frames > m_frames + Checkpoints::Spacing)
        seek(*m_target);
}

// The thread knows the notes that were there when it began.
void Player::takeSurvey(std::unique_ptr<Engine> engine, Session::ReadAhead extent) {
    for (const Event &note : m_checkpoints.addedNotes())
        engine->addNote(note.stack, std::get<NoteEvent>(note.what).author, note.text, note.at);
    m_session->setSurvey(std::move(engine), extent);
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

void Player::play(Direction direction) {
    if (m_playing && direction == m_direction)
        return;
    m_playing = true;
    m_direction = direction;
    if (isAtStop())
        seek(direction == Direction::Forward ? start() : end());
    m_owed = 0;
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
    m_playing ? pause() : play(m_direction);
}

void Player::setSpeed(double speed) {
    const double allowed = std::clamp(speed, 0.1, 10'000.0);
    if (allowed == m_speed)
        return;
    m_speed = allowed;
    emit speedChanged(m_speed);
}

void Player::setLoop(std::optional<Loop> loop) {
    if (loop) {
        loop->from = std::clamp(loop->from, start(), end());
        loop->to = std::clamp(loop->to, start(), end());
        if (loop->to <= loop->from)
            loop.reset();
    }
    if (loop == m_loop)
        return;
    m_loop = loop;
    emit loopChanged();
}

void Player::seek(Instant to) {
    const Instant target = std::clamp(to, start(), std::max(start(), end()));
    const Checkpoint &nearest = m_checkpoints.latest(target);
    const bool isBehind = m_reached && target < *m_reached;
    const bool isShorter = nearest.reached && (!m_reached || *nearest.reached > *m_reached);
    if (isBehind || isShorter)
        startOver(nearest);
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
    startOver(m_checkpoints.latest(to)); // the look-up has moved the reader
    seek(to);
}

void Player::nextEvent() {
    if (!m_session->survey())
        return;
    const Timeline &timeline = m_session->survey()->timeline();
    const Instant from = m_target.value_or(m_position);
    const auto next =
        std::find_if(timeline.begin(), timeline.end(), [from](const Event &e) { return e.at > from; });
    if (next != timeline.end() && (m_session->isSurveyed() || next->at <= m_session->survey()->now()))
        seek(next->at);
    else if (!m_session->isSurveyed())
        emit eventsNotKnownYet();
}

// What has been played is known, too.
void Player::previousEvent() {
    if (!m_session->survey())
        return;
    const Instant from = m_target.value_or(m_position);
    const bool isAhead = m_session->isSurveyed() || m_session->survey()->now() >= from;
    const Timeline &timeline = (isAhead ? *m_session->survey() : m_session->engine()).timeline();
    const auto previous =
        std::find_if(timeline.rbegin(), timeline.rend(), [from](const Event &e) { return e.at < from; });
    if (!isAhead && m_target)
        emit eventsNotKnownYet();
    else if (previous != timeline.rend())
        seek(previous->at);
}

void Player::tick() {
    if (!m_target)
        return advance();
    if (deliverUpTo(*m_target, WorkPerTick) == Progress::Arrived) {
        m_sinceTick.start(); // the way there counts for nothing
        arrive(*m_target);
    }
}

void Player::advance() {
    m_owed += static_cast<double>(m_sinceTick.restart()) * m_speed;
    const double whole = std::floor(m_owed);
    m_owed -= whole;
    const bool isForward = m_direction == Direction::Forward;
    const Duration way(static_cast<qint64>(whole));
    Instant to = isForward ? m_position + way : m_position - way;
    if (m_loop && isForward && (to >= m_loop->to || to < m_loop->from))
        return seek(m_loop->from);
    if (m_loop && !isForward && (to <= m_loop->from || to > m_loop->to))
        return seek(m_loop->to);
    to = std::clamp(to, start(), end());
    if (m_reached && to < *m_reached)
        seek(to);
    // Out of time: the recording runs slower than asked, but nothing is left out.
    if (deliverUpTo(to, WorkPerTick) == Progress::Arrived)
        arrive(to);
    else if (!m_target)
        arrive(std::max(m_position, *m_reached));
}

Player::Progress Player::deliverUpTo(Instant to, Duration budget) {
    QElapsedTimer stopwatch;
    stopwatch.start();
    while (m_next && m_next->at <= to) {
        if (m_reached && m_next->at > *m_reached) { // frames of one instant belong together
            if (Duration(stopwatch.elapsed()) >= budget)
                return Progress::OutOfTime;
            if (m_session->isRestarting() && m_checkpoints.wantsClose(m_next->at, m_frames))
                keepCheckpoint();
        }
        m_reached = std::max(m_reached.value_or(m_next->at), m_next->at);
        m_session->consume(*m_next);
        ++m_frames;
        m_next = m_recording->next();
    }
    if (!m_next)
        m_session->settleNotes(EndOfTime);
    return Progress::Arrived;
}

void Player::keepCheckpoint() {
    m_checkpoints.addClose({m_reached, m_next->at, m_frames, m_session->newestEngine(), m_session->notes()});
}

void Player::startOver(const Checkpoint &from) {
    if (!m_target)
        m_session->beginCatchUp();
    m_target = start();
    m_reached = from.reached;
    m_frames = from.frames;
    m_session->restart(from.engine, from.notes);
    if (from.reached)
        m_recording->seek(from.next);
    else
        m_recording->rewind();
    m_next = m_recording->next();
}

void Player::arrive(Instant at) {
    m_position = at;
    m_session->settleNotes(at + 1ms);
    if (m_target) {
        m_target.reset();
        m_session->endCatchUp();
    }
    emit positionChanged(at);
    if (m_playing && isAtStop()) {
        pause();
        emit finished();
    }
    paceTimer();
}

bool Player::isAtStop() const {
    return m_direction == Direction::Forward ? atEnd() : !isSeeking() && m_position <= start();
}

void Player::takeNote(const Event &note) {
    m_checkpoints.addNote(note);
    m_session->settleNotes(m_position + 1ms);
    const QString author = std::get<NoteEvent>(note.what).author;
    if (const auto failure = keepNote(m_recording->path(), {note.at, note.stack, author, note.text}))
        emit noteNotKept(*failure);
    else
        emit noteKept();
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

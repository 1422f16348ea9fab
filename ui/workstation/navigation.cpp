#include "workstation/navigation.h"

#include "player.h"

#include <algorithm>
#include <array>

namespace spillway {

Navigation::Navigation(Session *session, TimeWindow *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_window(window) {
    connect(window, &TimeWindow::modeChanged, this, &Navigation::changed);
    if (const Player *player = session->player()) {
        connect(player, &Player::playingChanged, this, &Navigation::changed);
        connect(player, &Player::speedChanged, this, &Navigation::changed);
        connect(player, &Player::positionChanged, this, &Navigation::changed);
        connect(player, &Player::loopChanged, this, &Navigation::changed);
        connect(player, &Player::surveyingChanged, this, &Navigation::changed);
    }
}

bool Navigation::isPlaying() const {
    const Player *player = m_session->player();
    return player ? player->isPlaying() : m_window->isFollowing();
}

bool Navigation::isPlaying(Sense sense) const {
    const Player *player = m_session->player();
    if (!player)
        return sense == Sense::Forward && isPlaying();
    return player->isPlaying() && (player->direction() == Player::Direction::Back) == (sense == Sense::Back);
}

const std::vector<double> &Navigation::speeds() {
    static const std::vector<double> table{0.1, 0.5, 1, 2, 5, 10, 30, 60, 100, 300, 1000, 3000, 10'000};
    return table;
}

double Navigation::speed() const {
    const Player *player = m_session->player();
    return player ? player->speed() : 1;
}

Instant Navigation::position() const {
    if (const Player *player = m_session->player())
        return player->position();
    return m_window->crosshair().value_or(m_session->engine().now());
}

Instant Navigation::moment() const {
    if (const auto crosshair = m_window->crosshair())
        return *crosshair;
    return isReplay() ? position() : std::min(m_window->to(), m_session->engine().now());
}

std::optional<TimeSpan> Navigation::loop() const {
    const Player *player = m_session->player();
    if (!player || !player->loop())
        return std::nullopt;
    return TimeSpan{player->loop()->from, player->loop()->to};
}

TimeSpan Navigation::extent() const {
    if (const Player *player = m_session->player())
        return {player->start(), player->end()};
    // Grows in steps, so that the picture stands still between them.
    constexpr std::array<Duration, 7> lengths{10min, 30min, 1h, 3h, 6h, 12h, 24h};
    const Engine &engine = m_session->engine();
    const Duration heard = engine.now() - engine.history().oldest();
    const auto fitting =
        std::find_if(lengths.begin(), lengths.end(), [&](Duration length) { return length >= heard; });
    return {engine.now() - (fitting == lengths.end() ? lengths.back() : *fitting), engine.now()};
}

Instant Navigation::knownTo() const {
    const Engine *survey = m_session->survey();
    if (!isReplay() || m_session->isSurveyed())
        return extent().to;
    const Instant played = m_session->engine().now();
    return std::clamp(survey ? std::max(survey->now(), played) : played, extent().from, extent().to);
}

bool Navigation::isReadingAhead() const {
    return m_session->player() && m_session->player()->isSurveying();
}

void Navigation::toggleReadingAhead() {
    if (Player *player = m_session->player())
        isReadingAhead() ? player->endSurvey() : player->beginSurvey();
}

void Navigation::togglePlaying() {
    if (m_session->player())
        return play(Sense::Forward);
    if (m_window->isFollowing())
        m_window->show(m_window->from(), m_window->to());
    else
        m_window->follow();
    emit changed();
}

void Navigation::toggleReverse() {
    play(Sense::Back);
}

void Navigation::play(Sense sense) {
    Player *player = m_session->player();
    if (!player)
        return;
    if (isPlaying(sense)) {
        player->pause();
    } else {
        m_window->follow();
        player->play(sense == Sense::Back ? Player::Direction::Back : Player::Direction::Forward);
    }
}

void Navigation::stepBack() {
    if (Player *player = m_session->player())
        player->stepBack();
    else
        m_window->stepCrosshair(-1);
}

void Navigation::stepForward() {
    if (Player *player = m_session->player())
        player->stepForward();
    else
        m_window->stepCrosshair(1);
}

void Navigation::previousEvent() {
    if (Player *player = m_session->player())
        return player->previousEvent();
    const auto &timeline = m_session->engine().timeline();
    const auto before = std::find_if(timeline.rbegin(), timeline.rend(),
                                     [this](const Event &event) { return event.at < position(); });
    if (before != timeline.rend())
        visit(before->at);
}

void Navigation::nextEvent() {
    if (Player *player = m_session->player())
        return player->nextEvent();
    const auto &timeline = m_session->engine().timeline();
    const auto after = std::find_if(timeline.begin(), timeline.end(),
                                    [this](const Event &event) { return event.at > position(); });
    if (after != timeline.end())
        visit(after->at);
    else
        goLive();
}

void Navigation::goLive() {
    m_window->setCrosshair(std::nullopt);
    m_window->follow();
    emit changed();
}

void Navigation::scrub(Instant to) {
    if (Player *player = m_session->player()) {
        m_window->follow();
        player->seek(to);
    } else {
        const Duration half = m_window->shown().length() / 2;
        m_window->show(to - half, to + half);
    }
}

void Navigation::goTo(Instant to) {
    if (m_session->player())
        scrub(to);
    else
        visit(to);
}

void Navigation::toStart() {
    goTo(extent().from);
}

void Navigation::toEnd() {
    if (m_session->player())
        scrub(extent().to);
    else
        goLive();
}

void Navigation::setSpeed(double speed) {
    if (Player *player = m_session->player())
        player->setSpeed(speed);
}

void Navigation::faster() {
    const auto next = std::upper_bound(speeds().begin(), speeds().end(), speed());
    if (next != speeds().end())
        setSpeed(*next);
}

void Navigation::slower() {
    const auto same = std::lower_bound(speeds().begin(), speeds().end(), speed());
    if (same != speeds().begin())
        setSpeed(*std::prev(same));
}

void Navigation::toggleLoop() {
    setLoop(loop() ? std::nullopt : std::optional(betweenNotes()));
}

void Navigation::loopFromHere() {
    const Instant to = loop() && loop()->to > position() ? loop()->to : extent().to;
    setLoop(TimeSpan{position(), to});
}

void Navigation::loopToHere() {
    const Instant from = loop() && loop()->from < position() ? loop()->from : extent().from;
    setLoop(TimeSpan{from, position()});
}

TimeSpan Navigation::betweenNotes() const {
    const Engine &engine = m_session->survey() ? *m_session->survey() : m_session->engine();
    TimeSpan between = extent();
    bool hasNote = false;
    for (const Event &event : engine.timeline()) {
        if (!std::holds_alternative<NoteEvent>(event.what))
            continue;
        hasNote = true;
        if (event.at <= position())
            between.from = std::max(between.from, event.at);
        else
            between.to = std::min(between.to, event.at);
    }
    return hasNote ? between : m_window->shown();
}

void Navigation::setLoop(std::optional<TimeSpan> loop) {
    if (Player *player = m_session->player())
        player->setLoop(loop ? std::optional(Player::Loop{loop->from, loop->to}) : std::nullopt);
}

void Navigation::visit(Instant event) {
    const Duration half = m_window->shown().length() / 2;
    m_window->show(event - half, event + half);
    m_window->setCrosshair(event);
}

} // namespace spillway

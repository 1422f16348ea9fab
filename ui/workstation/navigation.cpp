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
    }
}

bool Navigation::isPlaying() const {
    const Player *player = m_session->player();
    return player ? player->isPlaying() : m_window->isFollowing();
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

void Navigation::togglePlaying() {
    if (Player *player = m_session->player())
        player->togglePlaying();
    else if (m_window->isFollowing())
        m_window->show(m_window->from(), m_window->to());
    else
        m_window->follow();
    emit changed();
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

void Navigation::setSpeed(double speed) {
    if (Player *player = m_session->player())
        player->setSpeed(speed);
}

void Navigation::visit(Instant event) {
    const Duration half = m_window->shown().length() / 2;
    m_window->show(event - half, event + half);
    m_window->setCrosshair(event);
}

} // namespace spillway

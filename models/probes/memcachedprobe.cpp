#include "memcachedprobe.h"

#include "memcachedstats.h"

#include <algorithm>

namespace spillway {

namespace {

Failure unasked() {
    return {FailureKind::Protocol, QStringLiteral("the server sent more than it was asked for"), QString()};
}

// User and password are one line with a blank between them. One with a blank of its own is never accepted
// (1.6.18), and what would end the line would be a command.
bool fitsTheLine(const QByteArray &text, const char *endsIt) {
    return !text.isEmpty() && std::none_of(text.begin(), text.end(), [&](char c) {
        return QByteArrayView(endsIt).contains(c) || c == '\0';
    });
}

} // namespace

MemcachedProbe::MemcachedProbe(const Endpoint &endpoint, QObject *parent)
    : SocketProbe(endpoint, parent)
    , m_tiers(endpoint.every) {}

void MemcachedProbe::begin() {
    m_reader = MemcachedReader();
    m_loggedIn = false;
    m_tiers.restart();
    m_settings.clear();
    ask();
}

void MemcachedProbe::ask() {
    m_state = State::Asking;
    m_tier = m_tiers.next();
    request(Awaited::Stats, QByteArrayLiteral("stats\r\n"));
}

void MemcachedProbe::request(Awaited awaited, const QByteArray &line) {
    m_awaited = awaited;
    m_stream.write(line);
}

void MemcachedProbe::takeBytes() {
    for (QByteArray bytes = m_stream.read(); !bytes.isEmpty(); bytes = m_stream.read()) {
        if (m_awaited == Awaited::Nothing)
            return m_state == State::Asking ? fail(unasked()) : m_stream.close();
        m_reader.feed(bytes);
        const std::optional<Outcome<MemcachedAnswer>> answer = m_reader.next();
        if (!answer)
            continue;
        if (!*answer)
            return fail(answer->failure());
        if (m_reader.pending() > 0)
            return fail(unasked());
        return takeAnswer(**answer); // which may destroy this
    }
}

void MemcachedProbe::takeAnswer(const MemcachedAnswer &answer) {
    using Kind = MemcachedAnswer::Kind;
    switch (m_awaited) {
    case Awaited::Stats:
        return takeStats(answer);
    case Awaited::Login:
        if (answer.kind == Kind::Stored) {
            m_loggedIn = true;
            return request(Awaited::Stats, QByteArrayLiteral("stats\r\n"));
        }
        m_secret.reset(); // it may have been changed at its source
        return fail({FailureKind::Authentication, QStringLiteral("the user name or the password is wrong"),
                     QStringLiteral("Check the user in the URL and the password's source.")});
    case Awaited::Settings:
        // Some servers that speak the protocol have none; that costs the settings, not the reading.
        m_settings = answer.kind == Kind::Table ? readMemcachedSettings(answer.text) : m_settings;
        m_awaited = Awaited::Nothing;
        m_reading.settings.insert(m_settings);
        return finish(m_reading);
    case Awaited::Nothing:
        break;
    }
    Q_UNREACHABLE();
}

void MemcachedProbe::takeStats(const MemcachedAnswer &answer) {
    if (answer.kind == MemcachedAnswer::Kind::Error)
        return asksForLogin(answer.text) && !m_loggedIn ? logIn() : fail(readMemcachedError(answer.text));
    if (answer.kind != MemcachedAnswer::Kind::Table)
        return fail(unasked());
    const Outcome<Reading> outcome = readMemcachedStats(answer.text);
    if (!outcome)
        return fail(outcome.failure());
    m_reading = *outcome;
    if (m_tier == Tier::Cold)
        return request(Awaited::Settings, QByteArrayLiteral("stats settings\r\n"));
    m_awaited = Awaited::Nothing;
    m_reading.settings.insert(m_settings);
    finish(m_reading);
}

// Only when the server has asked for it: one without authentication would keep the password as an item.
void MemcachedProbe::logIn() {
    const QByteArray user = m_address.user.toUtf8();
    if (user.isEmpty() && m_secret->isEmpty())
        return fail(readMemcachedError("CLIENT_ERROR unauthenticated"));
    if (!fitsTheLine(user, " \r\n") || !fitsTheLine(m_secret->expose(), " \r\n"))
        return fail({FailureKind::Configuration,
                     QStringLiteral("memcached takes a user and a password without blanks"),
                     QStringLiteral("Write memcached://user@host and set the password's source.")});
    QByteArray login = user + ' ' + m_secret->expose();
    login = "set spillway 0 0 " + QByteArray::number(login.size()) + "\r\n" + login + "\r\n";
    request(Awaited::Login, login);
}

} // namespace spillway

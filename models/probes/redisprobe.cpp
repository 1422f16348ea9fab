#include "redisprobe.h"

#include "rediserror.h"
#include "redisinfo.h"
#include "redissettings.h"
#include "right.h"

namespace spillway {

namespace {

QByteArrayList sectionsOf(Tier tier) {
    QByteArrayList names{"server", "clients",     "memory", "persistence",
                         "stats",  "replication", "cpu",    "keyspace"};
    if (tier != Tier::Hot)
        names << "commandstats"
              << "errorstats";
    return names;
}

// The name on the connection is a courtesy to whoever reads CLIENT LIST; not every account may set it.
bool isOnlyAboutTheName(const QByteArray &error) {
    return error.startsWith("NOPERM") || error.startsWith("ERR unknown");
}

// Before 7.0, and KeyDB and Dragonfly, one at a time.
bool refusesSeveralSettings(const RespReply &reply) {
    return reply.kind == RespReply::Kind::Error && reply.text.startsWith("ERR") &&
           !reply.text.startsWith("ERR unknown command");
}

Failure unasked() {
    return {FailureKind::Protocol, QStringLiteral("the server sent more than it was asked for"), QString()};
}

} // namespace

RedisProbe::RedisProbe(const Endpoint &endpoint, QObject *parent)
    : SocketProbe(endpoint, parent)
    , m_tiers(endpoint.every) {}

// All is written without waiting: the server answers in order, and the login costs no round trip.
void RedisProbe::begin() {
    m_reader = RespReader();
    m_sections = m_configGet = Asking::Together;
    m_tiers.restart();
    if (!m_secret->isEmpty() || !m_address.user.isEmpty()) {
        QByteArrayList login{"AUTH"};
        if (!m_address.user.isEmpty())
            login << m_address.user.toUtf8();
        askFor(Awaited::Login, login << m_secret->expose());
    }
    askFor(Awaited::Name, {"CLIENT", "SETNAME", "spillway"});
    ask();
}

void RedisProbe::ask() {
    m_state = State::Asking;
    m_tier = m_tiers.next();
    m_answer.clear();
    askSections();
    if (m_tier == Tier::Cold) {
        m_rights.clear(); // so that one that was granted meanwhile is noticed
        m_settings.clear();
        askSettings();
    }
}

void RedisProbe::askFor(Awaited awaited, const QByteArrayList &request) {
    m_stream.write(respRequest(request));
    m_awaited.push_back(awaited);
}

void RedisProbe::askSections() {
    if (m_sections == Asking::Together)
        return askFor(Awaited::Sections, QByteArrayList{"INFO"} + sectionsOf(m_tier));
    for (const QByteArray &section : sectionsOf(m_tier))
        askFor(Awaited::Sections, {"INFO", section});
}

void RedisProbe::askSettings() {
    if (m_configGet == Asking::Together)
        return askFor(Awaited::Settings, QByteArrayList{"CONFIG", "GET"} + redisSettingNames());
    for (const QByteArray &name : redisSettingNames())
        askFor(Awaited::Settings, {"CONFIG", "GET", name});
}

void RedisProbe::takeBytes() {
    for (QByteArray bytes = m_stream.read(); !bytes.isEmpty(); bytes = m_stream.read()) {
        if (m_awaited.empty())
            return m_state == State::Asking ? fail(unasked()) : m_stream.close();
        m_reader.feed(bytes);
        while (!m_awaited.empty()) {
            const std::optional<Outcome<RespReply>> reply = m_reader.next();
            if (!reply)
                break;
            const std::optional<Failure> failure = *reply ? takeReply(**reply) : reply->failure();
            if (failure)
                return fail(*failure);
        }
    }
    if (m_state != State::Asking || !m_awaited.empty())
        return;
    if (m_reader.pending() > 0)
        return fail(unasked());
    takeReading();
}

// A server behind a go-between may be another one now, with other settings.
void RedisProbe::takeReading() {
    Outcome<Reading> outcome = readRedisInfo(m_answer);
    if (!outcome)
        return fail(outcome.failure());
    Reading reading = std::move(outcome).value();
    if (m_tier != Tier::Cold && reading.identity != m_identity)
        m_tiers.restart();
    m_identity = reading.identity;
    for (const QMap<QString, QString> *known : {&m_settings, &m_rights})
        for (auto entry = known->begin(); entry != known->end(); ++entry)
            if (!reading.settings.contains(entry.key())) // INFO is newer
                reading.settings.insert(entry.key(), entry.value());
    finish(reading);
}

std::optional<Failure> RedisProbe::takeReply(const RespReply &reply) {
    const Awaited awaited = m_awaited.front();
    m_awaited.pop_front();
    const bool isError = reply.kind == RespReply::Kind::Error;
    switch (awaited) {
    case Awaited::Login:
        if (isError)
            m_secret.reset(); // it may have been changed at its source
        return isError ? std::optional(readRedisLoginError(reply.text)) : std::nullopt;
    case Awaited::Name:
        return isError && !isOnlyAboutTheName(reply.text) ? std::optional(readRedisError(reply.text))
                                                          : std::nullopt;
    case Awaited::Sections:
        return takeSections(reply);
    case Awaited::Settings:
        takeSettings(reply);
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

std::optional<Failure> RedisProbe::takeSections(const RespReply &reply) {
    if (reply.kind == RespReply::Kind::Text) {
        m_answer += reply.text + '\n';
        return std::nullopt;
    }
    if (reply.kind != RespReply::Kind::Error)
        return Failure{FailureKind::Protocol, QStringLiteral("the answer to INFO is not a text"), QString()};
    if (m_sections == Asking::OneByOne || !refusesSeveralSections(reply.text))
        return readRedisError(reply.text);
    m_sections = Asking::OneByOne;
    askSections();
    return std::nullopt;
}

// What is refused is not known; that it is refused is told like a setting, and recorded with them.
bool RedisProbe::isAllowed(QLatin1String right, const RespReply &reply) {
    const bool refused = reply.kind == RespReply::Kind::Error;
    m_rights.insert(right, !refused                          ? right::granted
                           : reply.text.startsWith("NOPERM") ? right::missing
                                                             : right::notOffered);
    return !refused;
}

void RedisProbe::takeSettings(const RespReply &reply) {
    if (m_configGet == Asking::Together && refusesSeveralSettings(reply)) {
        m_configGet = Asking::OneByOne;
        return askSettings();
    }
    if (isAllowed(right::redisSettings, reply))
        m_settings.insert(readRedisSettings(reply));
}

} // namespace spillway

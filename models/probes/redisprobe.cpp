#include "redisprobe.h"

#include "rediserror.h"
#include "redisinfo.h"

namespace spillway {

namespace {

const QByteArrayList &sections() {
    static const QByteArrayList names{"server", "clients",     "memory", "persistence",
                                      "stats",  "replication", "cpu",    "keyspace"};
    return names;
}

// The name on the connection is a courtesy to whoever reads CLIENT LIST; not every account may set it.
bool isOnlyAboutTheName(const QByteArray &error) {
    return error.startsWith("NOPERM") || error.startsWith("ERR unknown");
}

Failure unasked() {
    return {FailureKind::Protocol, QStringLiteral("the server sent more than it was asked for"), QString()};
}

} // namespace

RedisProbe::RedisProbe(const Endpoint &endpoint, QObject *parent)
    : SocketProbe(endpoint, parent) {}

// All is written without waiting: the server answers in order, and the login costs no round trip.
void RedisProbe::begin() {
    m_reader = RespReader();
    m_sections = Sections::Together;
    if (!m_secret->isEmpty() || !m_address.user.isEmpty()) {
        QByteArrayList login{"AUTH"};
        if (!m_address.user.isEmpty())
            login << m_address.user.toUtf8();
        m_stream.write(respRequest(login << m_secret->expose()));
        m_awaited.push_back(Awaited::Login);
    }
    m_stream.write(respRequest({"CLIENT", "SETNAME", "spillway"}));
    m_awaited.push_back(Awaited::Name);
    ask();
}

void RedisProbe::ask() {
    m_state = State::Asking;
    m_answer.clear();
    if (m_sections == Sections::Together) {
        m_stream.write(respRequest(QByteArrayList{"INFO"} + sections()));
        m_awaited.push_back(Awaited::Sections);
        return;
    }
    for (const QByteArray &section : sections()) {
        m_stream.write(respRequest({"INFO", section}));
        m_awaited.push_back(Awaited::Sections);
    }
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
    const Outcome<Reading> outcome = readRedisInfo(m_answer);
    if (!outcome)
        return fail(outcome.failure());
    finish(outcome);
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
    if (m_sections == Sections::OneByOne || !refusesSeveralSections(reply.text))
        return readRedisError(reply.text);
    m_sections = Sections::OneByOne;
    ask();
    return std::nullopt;
}

} // namespace spillway

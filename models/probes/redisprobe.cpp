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
    : Probe(parent)
    , m_address(endpoint.address)
    , m_secretFetch(endpoint.secret)
    , m_stream(endpoint.address) {
    m_start.setSingleShot(true);
    connect(&m_start, &QTimer::timeout, this, &RedisProbe::start);
    connect(&m_secretFetch, &SecretFetch::fetched, this, &RedisProbe::takeSecret);
    connect(&m_secretFetch, &SecretFetch::failed, this, [this](const Failure &failure) {
        if (m_state == State::FetchingSecret)
            fail(failure);
    });
    connect(&m_stream, &Stream::opened, this, &RedisProbe::logIn);
    connect(&m_stream, &Stream::arrived, this, &RedisProbe::takeBytes);
    connect(&m_stream, &Stream::failed, this, &RedisProbe::takeLoss);
}

void RedisProbe::poll() {
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Starting;
    m_start.start(0);
}

// A password command is left to run: it may take longer than one poll, and the next one needs it.
void RedisProbe::abort() {
    m_start.stop();
    m_stream.close();
    m_awaited.clear();
    m_state = State::Idle;
}

QString RedisProbe::waitingFor() const {
    switch (m_state) {
    case State::FetchingSecret:
        return QStringLiteral("password command");
    case State::Opening:
        return m_stream.waitingFor();
    default:
        return !m_awaited.empty() && m_awaited.front() == Awaited::Login ? QStringLiteral("log in")
                                                                         : QStringLiteral("reply");
    }
}

void RedisProbe::start() {
    if (m_stream.state() == Stream::State::Open)
        return ask();
    if (m_secret) {
        m_state = State::Opening;
        return m_stream.open();
    }
    m_state = State::FetchingSecret;
    if (!m_secretFetch.isRunning())
        m_secretFetch.fetch();
}

// The poll that wanted it may have been aborted meanwhile; the next one finds it.
void RedisProbe::takeSecret(const Secret &secret) {
    m_secret = secret;
    if (m_state != State::FetchingSecret)
        return;
    m_state = State::Opening;
    m_stream.open();
}

// All is written without waiting: the server answers in order, and the login costs no round trip.
void RedisProbe::logIn() {
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

// Between two questions nothing is lost: the next one opens the stream again.
void RedisProbe::takeLoss(const Failure &failure) {
    if (m_state == State::Idle || m_state == State::Starting)
        return;
    Failure inWords = failure;
    if (failure.kind == FailureKind::Closed && m_state == State::Asking)
        inWords.what = m_reader.pending() > 0
                           ? QStringLiteral("closed by the server in the middle of the reply")
                           : QStringLiteral("closed by the server without an answer");
    fail(inWords);
}

// The connection goes with every failure, so that no late reply can answer a later question.
void RedisProbe::fail(const Failure &failure) {
    m_stream.close();
    m_awaited.clear();
    finish(failure);
}

void RedisProbe::finish(const Outcome<Reading> &outcome) {
    m_state = State::Idle;
    emit finished(outcome);
}

} // namespace spillway

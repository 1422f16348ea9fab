#include "socketprobe.h"

namespace spillway {

SocketProbe::SocketProbe(const Endpoint &endpoint, QObject *parent)
    : Probe(parent)
    , m_address(endpoint.address)
    , m_stream(endpoint.address)
    , m_secretFetch(endpoint.secret) {
    m_start.setSingleShot(true);
    connect(&m_start, &QTimer::timeout, this, &SocketProbe::start);
    connect(&m_secretFetch, &SecretFetch::fetched, this, &SocketProbe::takeSecret);
    connect(&m_secretFetch, &SecretFetch::failed, this, [this](const Failure &failure) {
        if (m_state == State::FetchingSecret)
            fail(failure);
    });
    connect(&m_stream, &Stream::opened, this, [this] { begin(); });
    connect(&m_stream, &Stream::arrived, this, [this] { takeBytes(); });
    connect(&m_stream, &Stream::failed, this, &SocketProbe::takeLoss);
}

void SocketProbe::poll() {
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Starting;
    m_start.start(0);
}

// A password command is left to run: it may take longer than one poll, and the next one needs it.
void SocketProbe::abort() {
    m_start.stop();
    m_stream.close();
    forget();
    m_state = State::Idle;
}

QString SocketProbe::waitingFor() const {
    switch (m_state) {
    case State::FetchingSecret:
        return QStringLiteral("password command");
    case State::Opening:
        return m_stream.waitingFor();
    default:
        return isLoggingIn() ? QStringLiteral("log in") : QStringLiteral("reply");
    }
}

void SocketProbe::start() {
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
void SocketProbe::takeSecret(const Secret &secret) {
    m_secret = secret;
    if (m_state != State::FetchingSecret)
        return;
    m_state = State::Opening;
    m_stream.open();
}

// Between two questions nothing is lost: the next one opens the stream again.
void SocketProbe::takeLoss(const Failure &failure) {
    if (m_state == State::Idle || m_state == State::Starting)
        return;
    Failure inWords = failure;
    if (failure.kind == FailureKind::Closed && m_state == State::Asking)
        inWords.what = isInReply() ? QStringLiteral("closed by the server in the middle of the reply")
                                   : QStringLiteral("closed by the server without an answer");
    fail(inWords);
}

// The connection goes with every failure, so that no late reply can answer a later question.
void SocketProbe::fail(const Failure &failure) {
    m_stream.close();
    forget();
    finish(failure);
}

void SocketProbe::finish(const Outcome<Reading> &outcome) {
    m_state = State::Idle;
    emit finished(outcome);
}

} // namespace spillway

#include "postgresprobe.h"

#include "postgresrow.h"

#include <algorithm>

namespace spillway {

// Below the cadence the server itself ends our question, so that abandoned ones do not pile up there.
PostgresProbe::PostgresProbe(const Endpoint &endpoint, QObject *parent)
    : Probe(parent)
    , m_address(endpoint.address)
    , m_statementTime(std::clamp(endpoint.every, Duration(250), Duration(2000)))
    , m_secretFetch(endpoint.secret) {
    m_start.setSingleShot(true);
    connect(&m_start, &QTimer::timeout, this, &PostgresProbe::start);
    connect(&m_secretFetch, &SecretFetch::fetched, this, &PostgresProbe::takeSecret);
    connect(&m_secretFetch, &SecretFetch::failed, this, [this](const Failure &failure) {
        if (m_state == State::FetchingSecret)
            fail(failure);
    });
    connect(&m_connection, &PostgresConnection::opened, this, &PostgresProbe::prepare);
    connect(&m_connection, &PostgresConnection::prepared, this, &PostgresProbe::ask);
    connect(&m_connection, &PostgresConnection::answered, this, &PostgresProbe::takeRow);
    connect(&m_connection, &PostgresConnection::failed, this, &PostgresProbe::takeLoss);
}

PostgresProbe::~PostgresProbe() {
    abort();
}

void PostgresProbe::poll() {
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Starting;
    m_start.start(0);
}

// A password command is left to run: it may take longer than one poll, and the next one needs it.
void PostgresProbe::abort() {
    m_start.stop();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    m_connection.close();
    m_state = State::Idle;
}

QString PostgresProbe::waitingFor() const {
    switch (m_state) {
    case State::FetchingSecret:
        return QStringLiteral("password command");
    case State::Resolving:
        return QStringLiteral("resolve");
    default:
        return m_connection.waitingFor();
    }
}

void PostgresProbe::start() {
    if (m_connection.isReady())
        return ask();
    if (m_secret)
        return resolve();
    m_state = State::FetchingSecret;
    if (!m_secretFetch.isRunning())
        m_secretFetch.fetch();
}

// The poll that wanted it may have been aborted meanwhile; the next one finds it.
void PostgresProbe::takeSecret(const Secret &secret) {
    m_secret = secret;
    if (m_state != State::FetchingSecret)
        return;
    resolve();
}

void PostgresProbe::resolve() {
    if (!m_address.socketPath.isEmpty())
        return connectTo({});
    // QHostInfo would look for the name of a literal address.
    if (const QHostAddress literal(m_address.host); !literal.isNull())
        return connectTo({literal});
    m_state = State::Resolving;
    m_lookup = QHostInfo::lookupHost(m_address.host, this, &PostgresProbe::takeAddresses);
}

void PostgresProbe::takeAddresses(const QHostInfo &info) {
    if (info.lookupId() != m_lookup)
        return;
    m_lookup = -1;
    if (info.addresses().isEmpty())
        return fail({FailureKind::Unresolved, QStringLiteral("the host name has no address"),
                     QStringLiteral("Check the name in the URL.")});
    connectTo(info.addresses());
}

void PostgresProbe::connectTo(const QList<QHostAddress> &addresses) {
    m_state = State::Connecting;
    m_connection.open(postgresOptions(m_address, addresses, *m_secret, m_statementTime));
}

void PostgresProbe::prepare() {
    m_state = State::Asking;
    m_connection.prepare(postgresQuestion(m_connection.serverVersion()));
}

void PostgresProbe::ask() {
    m_state = State::Asking;
    m_connection.execute();
}

void PostgresProbe::takeRow(const PostgresRow &row) {
    const Outcome<Reading> outcome = readPostgresRow(row, m_connection.serverVersion());
    if (!outcome)
        return fail(outcome.failure());
    finish(outcome);
}

// Between two questions nothing is lost: the next one connects again.
void PostgresProbe::takeLoss(const Failure &failure) {
    if (m_state != State::Idle && m_state != State::Starting)
        fail(failure);
}

// The connection goes with every failure, so that no late answer can meet a later question.
void PostgresProbe::fail(const Failure &failure) {
    m_connection.close();
    if (failure.kind == FailureKind::Authentication)
        m_secret.reset(); // it may have been changed at its source
    finish(failure);
}

void PostgresProbe::finish(const Outcome<Reading> &outcome) {
    m_state = State::Idle;
    emit finished(outcome);
}

} // namespace spillway

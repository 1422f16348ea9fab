#include "postgresprobe.h"

#include "postgresrow.h"
#include "postgressettings.h"

#include <QDir>

#include <algorithm>

namespace spillway {

namespace {

// libpq trusts nobody unless it is told whom, here as everywhere else: the system's authorities.
QString systemAuthorities() {
    if (qEnvironmentVariableIsSet("PGSSLROOTCERT") ||
        QFile::exists(QDir::home().filePath(QStringLiteral(".postgresql/root.crt"))))
        return QString();
    for (const char *bundle : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"})
        if (QFile::exists(QString::fromLatin1(bundle)))
            return QString::fromLatin1(bundle);
    return QString();
}

} // namespace

// Below the cadence the server itself ends our question, so that abandoned ones do not pile up there.
PostgresProbe::PostgresProbe(const Endpoint &endpoint, QObject *parent)
    : Probe(parent)
    , m_address(endpoint.address)
    , m_statementTime(std::clamp(endpoint.every, Duration(250), Duration(2000)))
    , m_secretFetch(endpoint.secret)
    , m_route(endpoint.address.host)
    , m_tiers(endpoint.every) {
    if (m_address.tls == Tls::Verify && m_address.caFile.isEmpty())
        m_address.caFile = systemAuthorities();
    m_start.setSingleShot(true);
    connect(&m_start, &QTimer::timeout, this, &PostgresProbe::start);
    connect(&m_secretFetch, &SecretFetch::fetched, this, &PostgresProbe::takeSecret);
    connect(&m_secretFetch, &SecretFetch::failed, this, [this](const Failure &failure) {
        if (m_state == State::FetchingSecret)
            fail(failure);
    });
    connect(&m_route, &Route::found, this, &PostgresProbe::connectNext);
    connect(&m_route, &Route::tookTooLong, this, [this] {
        if (m_connection.waitingFor() == QLatin1String("connect"))
            connectNext();
    });
    connect(&m_route, &Route::failed, this, &PostgresProbe::fail);
    connect(&m_connection, &PostgresConnection::opened, this, &PostgresProbe::setBounds);
    connect(&m_connection, &PostgresConnection::prepared, this, &PostgresProbe::ask);
    connect(&m_connection, &PostgresConnection::answered, this, &PostgresProbe::takeRow);
    connect(&m_connection, &PostgresConnection::refused, this, &PostgresProbe::takeRefusal);
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
    m_route.settle();
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
        return connectNow();
    m_state = State::FetchingSecret;
    if (!m_secretFetch.isRunning())
        m_secretFetch.fetch();
}

// The poll that wanted it may have been aborted meanwhile; the next one finds it.
void PostgresProbe::takeSecret(const Secret &secret) {
    m_secret = secret;
    if (m_state != State::FetchingSecret)
        return;
    connectNow();
}

void PostgresProbe::connectNow() {
    if (!m_address.socketPath.isEmpty())
        return openAt({});
    m_state = State::Resolving;
    m_route.find();
}

void PostgresProbe::connectNext() {
    m_connection.close();
    openAt(m_route.next());
}

void PostgresProbe::openAt(const QHostAddress &resolved) {
    m_state = State::Connecting;
    m_connection.open(postgresOptions(m_address, resolved, *m_secret));
}

// Not among the options of the connection: there they would hide how the server is set.
void PostgresProbe::setBounds() {
    m_route.settle();
    m_state = State::Asking;
    m_tiers.restart();
    m_settings.clear();
    askOnce(Question::Bounds,
            "SELECT set_config('lock_timeout', '100', false), set_config('statement_timeout', '" +
                QByteArray::number(qint64(m_statementTime.count())) + "', false)");
}

void PostgresProbe::askOnce(Question question, const QByteArray &statement) {
    m_question = question;
    m_connection.ask(statement);
}

void PostgresProbe::ask() {
    m_state = State::Asking;
    m_tier = m_tiers.next();
    m_question = Question::Usual;
    m_connection.execute();
}

void PostgresProbe::takeRow(const PostgresRow &row) {
    switch (m_question) {
    case Question::Bounds:
        return m_connection.prepare(postgresQuestion(m_connection.serverVersion()));
    case Question::Usual:
        return takeUsual(row);
    case Question::Settings:
        m_settings = readPostgresSettings(row);
        return complete();
    }
    Q_UNREACHABLE();
}

void PostgresProbe::takeUsual(const PostgresRow &row) {
    const Outcome<Reading> outcome = readPostgresRow(row, m_connection.serverVersion());
    if (!outcome)
        return fail(outcome.failure());
    m_reading = *outcome;
    if (m_tier == Tier::Cold)
        return askOnce(Question::Settings, postgresSettingsQuestion());
    complete();
}

// Of a rarer question it costs its answer, not the reading.
void PostgresProbe::takeRefusal(const Failure &failure) {
    if (m_question == Question::Bounds)
        return fail(failure);
    m_settings.clear();
    complete();
}

void PostgresProbe::complete() {
    for (auto setting = m_settings.begin(); setting != m_settings.end(); ++setting)
        if (!m_reading.settings.contains(setting.key())) // those of every poll are newer
            m_reading.settings.insert(setting.key(), setting.value());
    finish(m_reading);
}

// Between two questions nothing is lost: the next one connects again.
void PostgresProbe::takeLoss(const Failure &failure) {
    if (m_state == State::Connecting && failure.kind == FailureKind::Refused && m_route.hasNext())
        connectNext();
    else if (m_state != State::Idle && m_state != State::Starting)
        fail(failure);
}

// The connection goes with every failure, so that no late answer can meet a later question.
void PostgresProbe::fail(const Failure &failure) {
    m_route.settle();
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

#include "mysqlprobe.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace spillway {

namespace {

constexpr Duration settingsEvery = std::chrono::minutes(5);

// Named in the URL, or the user's own when no password is configured.
QString optionFileOf(const Endpoint &endpoint) {
    const QString key = QStringLiteral("defaults-file=");
    for (const QString &option : endpoint.address.options)
        if (option.startsWith(key))
            return option.mid(key.size());
    const QString own = QDir::home().filePath(QStringLiteral(".my.cnf"));
    return std::holds_alternative<NoSecret>(endpoint.secret) && QFile::exists(own) ? own : QString();
}

} // namespace

// About the cadence the server itself ends our question, so that abandoned ones do not pile up there.
MySqlProbe::MySqlProbe(const Endpoint &endpoint, QObject *parent)
    : Probe(parent)
    , m_endpoint(endpoint)
    , m_statementSeconds(std::clamp(static_cast<int>(toSeconds(endpoint.every)), 1, 2))
    , m_secretFetch(endpoint.secret)
    , m_route(endpoint.address.host)
    , m_talk(new MySqlTalk) {
    m_start.setSingleShot(true);
    connect(&m_start, &QTimer::timeout, this, &MySqlProbe::start);
    connect(&m_secretFetch, &SecretFetch::fetched, this, &MySqlProbe::takeSecret);
    connect(&m_secretFetch, &SecretFetch::failed, this, [this](const Failure &failure) {
        if (m_state == State::FetchingSecret)
            fail(failure);
    });
    connect(&m_route, &Route::found, this, [this] { openAt(m_route.next()); });
    connect(&m_route, &Route::tookTooLong, this, [this] {
        if (m_talk->waitingFor() == QLatin1String("connect"))
            openAt(m_route.next());
    });
    connect(&m_route, &Route::failed, this, &MySqlProbe::fail);
    m_talk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_talk, &QObject::deleteLater);
    connect(m_talk, &MySqlTalk::opened, this, &MySqlProbe::takeOpened);
    connect(m_talk, &MySqlTalk::answered, this, &MySqlProbe::takeAnswer);
    connect(m_talk, &MySqlTalk::lost, this, &MySqlProbe::takeLoss);
    connect(m_talk, &MySqlTalk::failed, this, &MySqlProbe::takeFailure);
    m_thread.setObjectName(QStringLiteral("mysql"));
    m_thread.start();
}

// Nothing on the thread waits for a server once its question is dropped.
MySqlProbe::~MySqlProbe() {
    abort();
    m_thread.quit();
    m_thread.wait();
}

void MySqlProbe::poll() {
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Starting;
    m_start.start(0);
}

// A password command is left to run: it may take longer than one poll, and the next one needs it.
void MySqlProbe::abort() {
    m_start.stop();
    m_route.settle();
    dropConnection();
    m_state = State::Idle;
}

QString MySqlProbe::waitingFor() const {
    switch (m_state) {
    case State::FetchingSecret:
        return QStringLiteral("password command");
    case State::Resolving:
        return QStringLiteral("resolve");
    default:
        return m_talk->waitingFor();
    }
}

void MySqlProbe::start() {
    m_talk->expect(++m_question);
    if (m_server)
        return ask();
    if (m_secret)
        return connectNow();
    m_state = State::FetchingSecret;
    if (!m_secretFetch.isRunning())
        m_secretFetch.fetch();
}

// The poll that wanted it may have been aborted meanwhile; the next one finds it.
void MySqlProbe::takeSecret(const Secret &secret) {
    m_secret = secret;
    if (m_state == State::FetchingSecret)
        connectNow();
}

void MySqlProbe::connectNow() {
    if (!m_endpoint.address.socketPath.isEmpty())
        return openAt({});
    m_state = State::Resolving;
    m_route.find();
}

void MySqlProbe::openAt(const QHostAddress &resolved) {
    m_state = State::Connecting;
    m_talk->expect(++m_question); // whatever hangs at an earlier address
    const MySqlDoor door{m_endpoint.address, resolved, *m_secret, optionFileOf(m_endpoint)};
    QMetaObject::invokeMethod(
        m_talk, [talk = m_talk, question = m_question, door] { talk->open(question, door); },
        Qt::QueuedConnection);
}

void MySqlProbe::takeOpened(int question, const QByteArray &version) {
    if (question != m_question)
        return;
    m_route.settle();
    m_server = MySqlServer{version};
    m_seesSessions = true;
    m_pollsToSettings = 0;
    ask();
}

void MySqlProbe::ask() {
    m_state = State::Asking;
    const MySqlQuestion wanted{m_pollsToSettings == 0, m_seesSessions};
    QByteArray text = wanted.text(*m_server);
    if (wanted.settings)
        text = mySqlSession(*m_server, m_statementSeconds) + "; " + text;
    QMetaObject::invokeMethod(
        m_talk, [talk = m_talk, question = m_question, text] { talk->ask(question, text); },
        Qt::QueuedConnection);
}

void MySqlProbe::takeAnswer(int question, const MySqlAnswer &answer, bool lastRefused) {
    if (question != m_question || m_state != State::Asking)
        return;
    const Outcome<Reading> outcome = readMySqlAnswer(answer, *m_server);
    if (!outcome)
        return fail(outcome.failure());
    const bool blind = m_server->isMariaDb() &&
                       outcome->settings.value(QStringLiteral("PROCESS")) == QLatin1String("missing");
    m_seesSessions = m_seesSessions && !lastRefused && !blind;
    if (m_pollsToSettings-- == 0)
        m_pollsToSettings = static_cast<int>(settingsEvery / m_endpoint.every);
    finish(outcome);
}

// Between two questions nothing is lost: this one connects again.
void MySqlProbe::takeLoss(int question) {
    if (question != m_question || m_state != State::Asking)
        return;
    m_server.reset();
    connectNow();
}

void MySqlProbe::takeFailure(int question, const Failure &failure) {
    if (question != m_question || m_state == State::Idle)
        return;
    if (m_state == State::Connecting && failure.kind == FailureKind::Refused && m_route.hasNext())
        openAt(m_route.next());
    else
        fail(failure);
}

void MySqlProbe::dropConnection() {
    m_server.reset();
    m_talk->drop();
    QMetaObject::invokeMethod(m_talk, &MySqlTalk::close, Qt::QueuedConnection);
}

void MySqlProbe::fail(const Failure &failure) {
    m_route.settle();
    dropConnection();
    if (failure.kind == FailureKind::Authentication)
        m_secret.reset(); // it may have been changed at its source
    finish(failure);
}

void MySqlProbe::finish(const Outcome<Reading> &outcome) {
    m_state = State::Idle;
    emit finished(outcome);
}

} // namespace spillway

#include "postgresconnection.h"

#include "postgresfailure.h"

#include <libpq-fe.h>

#include <clocale>
#include <sys/ioctl.h>
#include <utility>

namespace spillway {

namespace {

constexpr const char *statementName = "spillway_hot";
constexpr qint64 mostReceived = 1024 * 1024; // the row takes 1.3 KB

// libpq translates its own messages; we tell them apart by their words.
class EnglishMessages {
public:
    EnglishMessages()
        : m_before(uselocale(english())) {}
    ~EnglishMessages() { uselocale(m_before); }
    EnglishMessages(const EnglishMessages &) = delete;
    EnglishMessages &operator=(const EnglishMessages &) = delete;

private:
    static locale_t english() {
        static const locale_t locale = newlocale(LC_MESSAGES_MASK, "C", duplocale(LC_GLOBAL_LOCALE));
        return locale;
    }
    locale_t m_before;
};

bool isExpected(const PGresult *result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

PostgresRow rowOf(const PGresult *result) {
    PostgresRow row;
    for (int column = 0; column < PQnfields(result); ++column) {
        const QByteArrayView value(PQgetvalue(result, 0, column), PQgetlength(result, 0, column));
        const bool isNull = PQgetisnull(result, 0, column) != 0;
        row.push_back({PQfname(result, column), isNull ? std::nullopt : std::optional(value)});
    }
    return row;
}

Failure failureOf(const PGresult *result) {
    if (PQresultStatus(result) != PGRES_FATAL_ERROR)
        return {FailureKind::Protocol, QStringLiteral("an answer that was not asked for"), QString()};
    return postgresFailure(PQresultErrorField(result, PG_DIAG_SQLSTATE),
                           PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
}

} // namespace

void PostgresConnection::Finish::operator()(pg_conn *connection) const {
    PQfinish(connection);
}
void PostgresConnection::Clear::operator()(pg_result *result) const {
    PQclear(result);
}

PostgresConnection::~PostgresConnection() {
    close();
}

QString PostgresConnection::waitingFor() const {
    if (m_state != State::Connecting)
        return QStringLiteral("reply");
    switch (PQstatus(m_connection.get())) {
    case CONNECTION_SSL_STARTUP:
        return QStringLiteral("TLS");
    case CONNECTION_AWAITING_RESPONSE:
    case CONNECTION_AUTH_OK:
        return QStringLiteral("log in");
    default:
        return QStringLiteral("connect");
    }
}

int PostgresConnection::serverVersion() const {
    return PQserverVersion(m_connection.get());
}

void PostgresConnection::open(const PostgresOptions &options) {
    Q_ASSERT(m_state == State::Closed);
    const EnglishMessages english;
    std::vector<const char *> keywords;
    std::vector<const char *> values;
    for (const PostgresOption &option : options) {
        keywords.push_back(option.keyword.constData());
        values.push_back(option.value.constData());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    m_state = State::Connecting;
    m_received = 0;
    m_connection.reset(PQconnectStartParams(keywords.data(), values.data(), 0));
    if (PQstatus(m_connection.get()) == CONNECTION_BAD)
        return complain();
    PQsetErrorVerbosity(m_connection.get(), PQERRORS_VERBOSE); // with the SQLSTATE
    PQsetNoticeReceiver(
        m_connection.get(), [](void *, const PGresult *) {}, nullptr);
    watch(Wanted::Write); // as PQconnectPoll's description asks for
}

void PostgresConnection::prepare(const QByteArray &statement) {
    Q_ASSERT(m_state == State::Ready);
    send(PQsendPrepare(m_connection.get(), statementName, statement.constData(), 0, nullptr),
         State::Preparing);
}

void PostgresConnection::execute() {
    Q_ASSERT(m_state == State::Ready);
    send(PQsendQueryPrepared(m_connection.get(), statementName, 0, nullptr, nullptr, nullptr, 0),
         State::Asking);
}

void PostgresConnection::ask(const QByteArray &statement) {
    Q_ASSERT(m_state == State::Ready);
    send(PQsendQueryParams(m_connection.get(), statement.constData(), 0, nullptr, nullptr, nullptr, nullptr,
                           0),
         State::AskingOnce);
}

void PostgresConnection::send(int accepted, State next) {
    if (accepted == 0)
        return complain();
    m_state = next;
    m_received = 0;
    flush();
}

void PostgresConnection::flush() {
    const int left = PQflush(m_connection.get());
    if (left < 0)
        return complain();
    watch(left == 0 ? Wanted::Read : Wanted::ReadAndWrite);
}

void PostgresConnection::proceed() {
    const EnglishMessages english;
    watch(Wanted::Nothing);
    if (isOverLimit())
        fail({FailureKind::Protocol, QStringLiteral("an answer of more than 1 MiB"), QString()});
    else if (m_state == State::Connecting)
        proceedConnecting();
    else
        proceedAsking();
}

void PostgresConnection::proceedConnecting() {
    switch (PQconnectPoll(m_connection.get())) {
    case PGRES_POLLING_OK:
        // Or else PQfinish would wait until a stopped server takes our farewell.
        PQsetnonblocking(m_connection.get(), 1);
        m_state = State::Ready;
        watch(Wanted::Read);
        emit opened();
        return;
    case PGRES_POLLING_READING:
        return watch(Wanted::Read);
    case PGRES_POLLING_WRITING:
        return watch(Wanted::Write);
    default:
        return complain();
    }
}

void PostgresConnection::proceedAsking() {
    if (PQconsumeInput(m_connection.get()) == 0)
        return complain();
    const State question = m_state;
    while (m_state != State::Ready && !PQisBusy(m_connection.get())) {
        std::unique_ptr<pg_result, Clear> result(PQgetResult(m_connection.get()));
        if (!result)
            m_state = State::Ready;
        else if (m_state == State::AskingOnce && PQresultStatus(result.get()) == PGRES_FATAL_ERROR)
            m_refusal = failureOf(result.get());
        else if (!isExpected(result.get()))
            return fail(failureOf(result.get()));
        else
            m_result = std::move(result);
    }
    if (m_state != State::Ready)
        return flush();
    const std::optional<Failure> refusal = std::exchange(m_refusal, std::nullopt);
    if (refusal && PQstatus(m_connection.get()) == CONNECTION_BAD)
        return fail(*refusal);
    watch(Wanted::Read); // to learn at once when the server goes away
    if (refusal)
        emit refused(*refusal);
    const std::unique_ptr<pg_result, Clear> result = std::move(m_result);
    if (result)
        takeResult(result.get(), question);
}

void PostgresConnection::takeResult(const pg_result *result, State question) {
    if (question == State::Preparing)
        emit prepared();
    else if (PQntuples(result) == 1)
        emit answered(rowOf(result));
    else
        fail({FailureKind::Protocol,
              QStringLiteral("an answer of %1 rows, where one was due").arg(PQntuples(result)), QString()});
}

// libpq has no limit of its own. What waits in the socket is about to be read.
bool PostgresConnection::isOverLimit() {
    int waiting = 0;
    if (ioctl(PQsocket(m_connection.get()), FIONREAD, &waiting) == 0)
        m_received += waiting;
    return m_received > mostReceived;
}

void PostgresConnection::watch(Wanted wanted) {
    const int socket = PQsocket(m_connection.get());
    if (wanted != Wanted::Nothing && (!m_readable || m_readable->socket() != socket))
        renewNotifiers(socket);
    if (!m_readable)
        return;
    m_readable->setEnabled(wanted == Wanted::Read || wanted == Wanted::ReadAndWrite);
    m_writable->setEnabled(wanted == Wanted::Write || wanted == Wanted::ReadAndWrite);
}

// One of them may be the caller, so they are deleted later.
void PostgresConnection::renewNotifiers(int socket) {
    for (QSocketNotifier *notifier : {m_readable, m_writable}) {
        if (notifier) {
            notifier->setEnabled(false);
            notifier->disconnect(this);
            notifier->deleteLater();
        }
    }
    m_readable = socket < 0 ? nullptr : new QSocketNotifier(socket, QSocketNotifier::Read, this);
    m_writable = socket < 0 ? nullptr : new QSocketNotifier(socket, QSocketNotifier::Write, this);
    if (!m_readable)
        return;
    for (QSocketNotifier *notifier : {m_readable, m_writable})
        connect(notifier, &QSocketNotifier::activated, this, &PostgresConnection::proceed);
}

void PostgresConnection::complain() {
    const QByteArray text = PQerrorMessage(m_connection.get());
    fail(m_state == State::Connecting ? postgresConnectFailure(text) : postgresFailure({}, text));
}

void PostgresConnection::close() {
    m_state = State::Closed;
    renewNotifiers(-1); // before libpq closes the socket they watch
    m_result.reset();
    m_refusal.reset();
    m_connection.reset();
}

void PostgresConnection::fail(const Failure &failure) {
    close();
    emit failed(failure);
}

} // namespace spillway

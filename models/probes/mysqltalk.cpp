#include "mysqltalk.h"

#include "foreignprotocol.h"
#include "mysqlfailure.h"
#include "mysqlgreeting.h"

#include <QMutexLocker>

#include <errmsg.h>
#include <mysql.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace spillway {

namespace {

constexpr unsigned long mostPacket = 1024 * 1024; // the largest answer takes 6 KB
constexpr qint64 mostReceived = 1024 * 1024;
constexpr size_t mostValues = 1000;
constexpr int nobody = -1; // no question has this number
// No others, whatever the server asks for: the clear-text ones would hand it the password.
constexpr const char *logins = "mysql_native_password,client_ed25519,caching_sha2_password";

thread_local MySqlTalk *talking = nullptr; // libmariadb's callback carries no data of ours

const my_bool yes = 1;
const my_bool no = 0;

// Once, since it is not safe in two threads; and it changes how the process takes SIGPIPE.
void startLibrary() {
    static const bool started = [] {
        struct sigaction before {};
        sigaction(SIGPIPE, nullptr, &before);
        const bool good = mysql_library_init(0, nullptr, nullptr) == 0;
        mysql_close(mysql_init(nullptr));
        sigaction(SIGPIPE, &before, nullptr);
        return good;
    }();
    Q_UNUSED(started)
}

const char *orNull(const QByteArray &text) {
    return text.isEmpty() ? nullptr : text.constData();
}

} // namespace

void MySqlTalk::Close::operator()(st_mysql *connection) const {
    mysql_close(connection);
}

MySqlTalk::MySqlTalk()
    : m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

MySqlTalk::~MySqlTalk() {
    close();
    ::close(m_wake);
}

void MySqlTalk::expect(int question) {
    m_expected = question;
    eventfd_write(m_wake, 1);
}

void MySqlTalk::drop() {
    expect(nobody);
    hangUp();
}

// The TLS of libmariadb waits in read(2), where only this ends it.
void MySqlTalk::hangUp() {
    const QMutexLocker locker(&m_guard);
    if (m_line >= 0)
        shutdown(m_line, SHUT_RDWR);
}

QString MySqlTalk::waitingFor() const {
    switch (m_stage) {
    case Stage::Connect:
        return QStringLiteral("connect");
    case Stage::LogIn:
        return QStringLiteral("log in");
    case Stage::Reply:
        break;
    }
    return QStringLiteral("reply");
}

void MySqlTalk::open(int question, const MySqlDoor &door) {
    m_question = question;
    close();
    if (isDropped())
        return;
    startLibrary();
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    talking = this;
    m_stage = Stage::Connect;
    m_received = 0;
    m_refusal.reset();
    m_connection.reset(mysql_init(nullptr));
    setOptions(door);
    const Address &address = door.address;
    const QByteArray socket = address.socketPath.toLocal8Bit();
    const QByteArray user = address.user.toUtf8();
    const QByteArray database = address.database.toUtf8();
    if (!socket.isEmpty())
        m_stage = Stage::LogIn;
    const bool stands =
        mysql_real_connect(m_connection.get(), socket.isEmpty() ? m_host.constData() : nullptr, orNull(user),
                           orNull(door.secret.expose()), orNull(database), address.port, orNull(socket),
                           CLIENT_MULTI_STATEMENTS) != nullptr;
    if (isDropped())
        return close();
    if (!stands)
        return fail(complaint());
    if (m_tls != Tls::Off && mysql_get_ssl_cipher(m_connection.get()) == nullptr)
        return fail({FailureKind::Tls, QStringLiteral("the server does not offer TLS"), QString()});
    listen(static_cast<int>(mysql_get_socket(m_connection.get())));
    m_stage = Stage::Reply;
    emit opened(question, mysql_get_server_info(m_connection.get()));
}

void MySqlTalk::setOptions(const MySqlDoor &door) {
    MYSQL *connection = m_connection.get();
    const Address &address = door.address;
    m_tls = address.socketPath.isEmpty() ? address.tls : Tls::Off;
    // libmariadb compares the certificate with the host that it was told to connect to, and it would look
    // a name up. So it gets the address first, in a place that takes the name once it connects.
    m_name = address.host.toUtf8();
    m_host = door.resolved.toString().toUtf8();
    m_host.append(qMax(0, m_name.size() - m_host.size()) + 1, '\0');
    mysql_optionsv(connection, MARIADB_OPT_IO_WAIT, reinterpret_cast<void *>(&MySqlTalk::waitFor));
    mysql_optionsv(connection, MYSQL_OPT_MAX_ALLOWED_PACKET, &mostPacket);
    mysql_optionsv(connection, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "spillway");
    if (!door.optionFile.isEmpty()) {
        mysql_optionsv(connection, MYSQL_READ_DEFAULT_FILE, door.optionFile.toLocal8Bit().constData());
        mysql_optionsv(connection, MYSQL_READ_DEFAULT_GROUP, "spillway");
    }
    if (!address.caFile.isEmpty())
        mysql_optionsv(connection, MYSQL_OPT_SSL_CA, address.caFile.toLocal8Bit().constData());
    if (!address.certificateFile.isEmpty())
        mysql_optionsv(connection, MYSQL_OPT_SSL_CERT, address.certificateFile.toLocal8Bit().constData());
    if (!address.keyFile.isEmpty())
        mysql_optionsv(connection, MYSQL_OPT_SSL_KEY, address.keyFile.toLocal8Bit().constData());
    insist();
}

// What no option file may take back.
void MySqlTalk::insist() {
    MYSQL *connection = m_connection.get();
    const unsigned int never = 0;
    mysql_optionsv(connection, MARIADB_OPT_RESTRICTED_AUTH, logins);
    mysql_optionsv(connection, MYSQL_OPT_LOCAL_INFILE, &never);
    mysql_optionsv(connection, MYSQL_OPT_RECONNECT, &no);
    if (m_tls == Tls::Off)
        return;
    mysql_optionsv(connection, MYSQL_OPT_SSL_ENFORCE, &yes);
    mysql_optionsv(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, m_tls == Tls::Verify ? &yes : &no);
}

int MySqlTalk::waitFor(int socket, signed char reading, int) {
    return talking ? talking->wait(socket, reading != 0) : -1;
}

// 1: go on; 0: libmariadb takes it for a time-out and gives up.
int MySqlTalk::wait(int socket, bool reading) {
    if (m_stage == Stage::Connect && !reading)
        beConnecting(socket);
    pollfd watched[2] = {{socket, static_cast<short>(reading ? POLLIN : POLLOUT), 0}, {m_wake, POLLIN, 0}};
    for (;;) {
        if (::poll(watched, 2, -1) < 0 && errno != EINTR)
            return -1;
        if (isDropped())
            return 0;
        if (watched[0].revents != 0)
            break;
        calmDown();
    }
    if (m_stage == Stage::Connect)
        return beGreeted(socket) ? 1 : 0;
    if (!reading)
        return 1;
    int waiting = 0;
    if (ioctl(socket, FIONREAD, &waiting) == 0)
        m_received += waiting;
    return m_received > mostReceived ? 0 : 1;
}

void MySqlTalk::calmDown() {
    eventfd_t counted = 0;
    eventfd_read(m_wake, &counted);
}

// The address was read by now, and the certificate is not yet.
void MySqlTalk::beConnecting(int socket) {
    listen(socket);
    if (m_tls == Tls::Verify)
        std::copy(m_name.cbegin(), m_name.cend() + 1, m_host.begin());
    insist();
}

// With only MYSQL_OPT_SSL_ENFORCE libmariadb logs in without TLS where the server offers none, and it has
// no words for another protocol. So the greeting is looked at first.
bool MySqlTalk::beGreeted(int socket) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        m_refusal = mySqlFailure(CR_CONNECTION_ERROR,
                                 qt_error_string(error).toUtf8() + " (" + QByteArray::number(error) + ')');
        return false;
    }
    m_stage = Stage::LogIn;
    while (!m_refusal) {
        pollfd watched[2] = {{socket, POLLIN | POLLRDHUP, 0}, {m_wake, POLLIN, 0}};
        ::poll(watched, 2, -1);
        calmDown();
        if (isDropped())
            return false;
        char start[300];
        const ssize_t count = recv(socket, start, sizeof start, MSG_PEEK | MSG_DONTWAIT);
        const QByteArrayView greeting(start, qMax<ssize_t>(0, count));
        const bool isAll = (watched[0].revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0; // no more will come
        if (count == 0 || (count < 0 && errno != EAGAIN) || isUnderstood(greeting) || isAll)
            return !m_refusal;
        pollfd wake{m_wake, POLLIN, 0}; // the rest of a greeting that comes in pieces
        ::poll(&wake, 1, 5);
    }
    return false;
}

// Enough of it came to know what to do.
bool MySqlTalk::isUnderstood(QByteArrayView greeting) {
    const ForeignProtocol protocol = recogniseProtocol(greeting);
    if (!protocol.name.isEmpty() && protocol.name != QLatin1String("MySQL")) {
        m_refusal = Failure{FailureKind::Protocol,
                            QStringLiteral("this port speaks %1, not MySQL").arg(protocol.name), QString()};
        return true;
    }
    const bool greets = protocol.name == QLatin1String("MySQL");
    if (!greets || m_tls == Tls::Off)
        return !protocol.mayFollow;
    const TlsOffer offer = tlsOffer(greeting);
    if (offer == TlsOffer::Missing)
        m_refusal = mySqlFailure(CR_SSL_CONNECTION_ERROR, "the server does not support it");
    return offer != TlsOffer::Unknown;
}

void MySqlTalk::listen(int socket) {
    const QMutexLocker locker(&m_guard);
    if (m_line < 0)
        m_line = fcntl(socket, F_DUPFD_CLOEXEC, 0);
}

bool MySqlTalk::isStale() const {
    pollfd watched{static_cast<int>(mysql_get_socket(m_connection.get())), POLLIN, 0};
    return ::poll(&watched, 1, 0) != 0;
}

void MySqlTalk::ask(int question, const QByteArray &statements) {
    m_question = question;
    if (isDropped())
        return;
    if (!m_connection || isStale()) {
        close();
        emit lost(question);
        return;
    }
    m_received = 0;
    MySqlAnswer answer;
    std::optional<Failure> failure;
    if (mysql_real_query(m_connection.get(), statements.constData(),
                         static_cast<unsigned long>(statements.size())) != 0)
        failure = complaint();
    else
        failure = takeResults(answer);
    if (isDropped())
        return close();
    const bool refused = failure && failure->kind == FailureKind::Permission && !answer.empty();
    if (failure && !refused)
        return fail(*failure);
    emit answered(question, answer, refused);
}

std::optional<Failure> MySqlTalk::takeResults(MySqlAnswer &answer) {
    for (;;) {
        MYSQL_RES *result = mysql_use_result(m_connection.get());
        if (result) {
            const auto failure = takeRows(result, answer);
            mysql_free_result(result);
            if (failure)
                return failure;
        }
        const int next = mysql_next_result(m_connection.get());
        if (next != 0)
            return next < 0 ? std::nullopt : std::optional(complaint());
    }
}

// SHOW has a name and a value in each row; the selects have the names above one row.
std::optional<Failure> MySqlTalk::takeRows(st_mysql_res *result, MySqlAnswer &answer) {
    const unsigned columns = mysql_num_fields(result);
    const MYSQL_FIELD *fields = mysql_fetch_fields(result);
    const bool isShow = columns == 2 && qstrcmp(fields[0].name, "Variable_name") == 0;
    while (const MYSQL_ROW row = mysql_fetch_row(result)) {
        const unsigned long *sizes = mysql_fetch_lengths(result);
        if (isDropped() || answer.size() > mostValues) {
            hangUp(); // the rest must not be waited for
            return Failure{FailureKind::Protocol, QStringLiteral("an answer that does not end"), QString()};
        }
        const auto value = [&](unsigned column) {
            return QByteArray(row[column], static_cast<qsizetype>(sizes[column]));
        };
        if (isShow && row[0] && row[1])
            answer.push_back({value(0), value(1)});
        for (unsigned column = 0; !isShow && column < columns && column < mostValues; ++column)
            if (row[column])
                answer.push_back({fields[column].name, value(column)});
    }
    return mysql_errno(m_connection.get()) == 0 ? std::nullopt : std::optional(complaint());
}

Failure MySqlTalk::complaint() const {
    if (m_refusal)
        return *m_refusal;
    if (m_received > mostReceived)
        return {FailureKind::Protocol, QStringLiteral("an answer of more than 1 MiB"), QString()};
    const unsigned code = mysql_errno(m_connection.get());
    // libmariadb calls a connection lost that it gave up itself, at a packet that is too large.
    if (code == CR_SERVER_LOST && isPeerThere())
        return mySqlFailure(CR_MALFORMED_PACKET, {});
    return mySqlFailure(code, mysql_error(m_connection.get()));
}

bool MySqlTalk::isPeerThere() const {
    pollfd watched{m_line, POLLRDHUP, 0};
    return m_line >= 0 && ::poll(&watched, 1, 0) == 0;
}

void MySqlTalk::fail(const Failure &failure) {
    close();
    emit failed(m_question, failure);
}

// The farewell goes out only as far as it need not wait.
void MySqlTalk::close() {
    m_isClosing = true;
    m_connection.reset();
    m_isClosing = false;
    const QMutexLocker locker(&m_guard);
    if (m_line >= 0)
        ::close(std::exchange(m_line, -1));
}

} // namespace spillway

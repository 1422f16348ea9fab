#pragma once
// One connection of libmariadb, on a thread of its own. Its non-blocking calls cannot be used: they wait
// in the TLS handshake, and they look names up (measured with 3.3.20). So it blocks here, and whatever it
// waits for ends at once when the question is dropped. Made and owned by MySqlProbe.

#include "endpoint.h"
#include "mysqlstatus.h"
#include "outcome.h"

#include <QHostAddress>
#include <QMutex>
#include <QObject>

#include <atomic>
#include <memory>

struct st_mysql;
struct st_mysql_res;

namespace spillway {

// Where to connect and how to log in.
struct MySqlDoor {
    Address address;
    QHostAddress resolved; // null for a Unix socket
    Secret secret;
    QString optionFile; // my.cnf; empty: none
};

class MySqlTalk : public QObject {
    Q_OBJECT
public:
    MySqlTalk();
    ~MySqlTalk() override;

    // From any thread. Whatever belongs to another question than this one ends at once, unheard;
    // dropping one also drops the connection, so that no late answer can meet a later question.
    void expect(int question);
    void drop();
    QString waitingFor() const;

    // On its thread.
    void open(int question, const MySqlDoor &door);
    // Over several results; the last statement may be refused for want of a right.
    void ask(int question, const QByteArray &statements);
    void close();

signals:
    void opened(int question, const QByteArray &version);
    void answered(int question, const spillway::MySqlAnswer &answer, bool lastRefused);
    void lost(int question); // since the question before; nothing was asked
    void failed(int question, const spillway::Failure &failure);

private:
    enum class Stage { Connect, LogIn, Reply };
    struct Close {
        void operator()(st_mysql *connection) const;
    };

    static int waitFor(int socket, signed char reading, int timeout); // for libmariadb
    int wait(int socket, bool reading);
    void calmDown(); // nobody waits for an earlier wake
    void beConnecting(int socket);
    bool beGreeted(int socket);
    bool isUnderstood(QByteArrayView greeting);
    void listen(int socket);
    void hangUp();
    bool isDropped() const { return m_isClosing || m_expected != m_question; }
    void setOptions(const MySqlDoor &door);
    void insist();
    bool isStale() const;
    std::optional<Failure> takeResults(MySqlAnswer &answer);
    std::optional<Failure> takeRows(st_mysql_res *result, MySqlAnswer &answer);
    Failure complaint() const;
    bool isPeerThere() const; // it has not closed
    void fail(const Failure &failure);

    std::atomic<int> m_expected{0};
    std::atomic<Stage> m_stage{Stage::Connect};
    int m_wake = -1; // eventfd
    QMutex m_guard;  // of m_line
    int m_line = -1; // a second descriptor of the socket, to shut it down from outside
    int m_question = 0;
    bool m_isClosing = false;
    std::unique_ptr<st_mysql, Close> m_connection;
    Tls m_tls = Tls::Off;
    QByteArray m_host;                // what libmariadb connects to, then the name in the certificate
    QByteArray m_name;                // that name
    qint64 m_received = 0;            // bytes since the question
    std::optional<Failure> m_refusal; // of ours, where libmariadb has no words
};

} // namespace spillway

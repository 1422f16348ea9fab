#pragma once
// One connection of libpq, driven by the event loop: nothing here waits, whatever the server does.
// What it may send between two questions is bounded. Closing drops the socket at once and asks the
// server nothing: cancelling would wait for a stopped server. Owned by PostgresProbe; GUI thread.

#include "outcome.h"
#include "postgresoptions.h"
#include "postgresrow.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

struct pg_conn;
struct pg_result;

namespace spillway {

class PostgresConnection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~PostgresConnection() override;

    bool isReady() const { return m_state == State::Ready; }
    QString waitingFor() const;
    int serverVersion() const; // 150018; once opened

    void open(const PostgresOptions &options);
    void prepare(const QByteArray &statement);
    void execute(); // what was prepared
    // A statement for once, whose refusal leaves the connection as it was.
    void ask(const QByteArray &statement);
    void close(); // silent

signals:
    void opened();
    void prepared();
    void answered(const spillway::PostgresRow &row); // its views live during the call
    void refused(const spillway::Failure &failure);  // what was asked for once
    void failed(const spillway::Failure &failure);   // it is closed by then

private:
    enum class State { Closed, Connecting, Ready, Preparing, Asking, AskingOnce };
    enum class Wanted { Nothing, Read, Write, ReadAndWrite };
    struct Finish {
        void operator()(pg_conn *connection) const;
    };
    struct Clear {
        void operator()(pg_result *result) const;
    };

    void proceed();
    void proceedConnecting();
    void proceedAsking();
    void send(int accepted, State next);
    void takeResult(const pg_result *result, State question);
    void flush();
    bool isOverLimit();
    void watch(Wanted wanted);
    void renewNotifiers(int socket);
    void complain();
    void fail(const Failure &failure);

    State m_state = State::Closed;
    std::unique_ptr<pg_conn, Finish> m_connection;
    std::unique_ptr<pg_result, Clear> m_result; // of the question that is being answered
    QSocketNotifier *m_readable = nullptr;      // children
    QSocketNotifier *m_writable = nullptr;
    std::optional<Failure> m_refusal;
    qint64 m_received = 0; // bytes since the last question
};

} // namespace spillway

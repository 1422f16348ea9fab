#pragma once
// Which servers answer on the usual ports of this machine: one short question each, without an account and
// without a trace in their logs, on 127.0.0.1 and nowhere else. Only ever begun by a person. Owned by the
// window command; GUI thread.

#include "endpoint.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace spillway {

struct LocalPort {
    EndpointKind kind;
    quint16 port;
    friend bool operator==(const LocalPort &, const LocalPort &) = default;
};
// Of Redis, memcached, PostgreSQL and MySQL.
std::vector<LocalPort> usualPorts();

struct LocalAnswer {
    enum class State {
        Answers,
        Stranger,
        Silent,
        Nothing
    }; // speaks it, speaks otherwise, says nothing, closed
    LocalPort where;
    State state = State::Nothing;
    QString version = {}; // empty: not told before a log-in
    friend bool operator==(const LocalAnswer &, const LocalAnswer &) = default;
};

class LocalSearch : public QObject {
    Q_OBJECT
public:
    static constexpr Duration Patience{800};

    explicit LocalSearch(std::vector<LocalPort> ports = usualPorts(), QObject *parent = nullptr);
    ~LocalSearch() override;

    void start();

signals:
    void finished(const std::vector<spillway::LocalAnswer> &answers); // in the order of the ports

private:
    class Knock;
    void take(size_t place, const LocalAnswer &answer);

    std::vector<LocalPort> m_ports;
    std::vector<std::unique_ptr<Knock>> m_knocks;
    std::vector<LocalAnswer> m_answers;
    size_t m_waiting = 0;
};

// What an answer to our question tells; unset: more bytes are needed.
std::optional<LocalAnswer> judged(const LocalPort &where, const QByteArray &bytes);

} // namespace spillway

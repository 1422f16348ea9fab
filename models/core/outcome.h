#pragma once
// What an attempt gave: a value, or a Failure in words that can be shown to the user as they are.
// Outcomes cross layers; exceptions do not.

#include <QString>

#include <utility>
#include <variant>

namespace spillway {

enum class FailureKind {
    Refused,        // nobody listens there
    NoAnswer,       // the deadline passed: connecting, logging in, or waiting for the reply
    Closed,         // the peer closed or reset the connection
    Unresolved,     // the name has no address
    Authentication, // the password or the user is wrong or missing
    Permission,     // logged in, but this right is missing
    Tls,            // no verified TLS
    Protocol,       // an answer that is not of this protocol, or over a limit
    Full,           // the server has no connection left
    Starting,       // the server is loading or recovering
    Configuration,  // nothing was asked because the configuration cannot work
    Storage,        // a file could not be read or written
};

// The stable name used in recordings and JSON, e.g. "no-answer".
QString failureKindName(FailureKind kind);
FailureKind failureKindFromName(const QString &name); // unknown names become Protocol

struct Failure {
    FailureKind kind = FailureKind::Protocol;
    QString what;   // one sentence without a secret: "no answer for 900 ms"
    QString remedy; // what to do about it, or empty

    friend bool operator==(const Failure &, const Failure &) = default;
};

template <class T> class Outcome {
public:
    Outcome(T value)
        : m_state(std::in_place_index<0>, std::move(value)) {}
    Outcome(Failure failure)
        : m_state(std::in_place_index<1>, std::move(failure)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const Failure &failure() const { return std::get<1>(m_state); }
    const T *operator->() const { return &value(); }
    const T &operator*() const { return value(); }

    friend bool operator==(const Outcome &, const Outcome &) = default;

private:
    std::variant<T, Failure> m_state;
};

} // namespace spillway

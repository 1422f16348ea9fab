#include "rediserror.h"

#include "displaytext.h"

#include <array>

namespace spillway {

namespace {

struct Meaning {
    const char *prefix;
    FailureKind kind;
    const char *what;
    const char *remedy;
};

constexpr std::array meanings{
    Meaning{"NOAUTH", FailureKind::Authentication, "the server asks for a password",
            "Set password_env or password_file for this endpoint."},
    Meaning{"WRONGPASS", FailureKind::Authentication, "the user name or the password is wrong",
            "Check the user in the URL and the password's source."},
    Meaning{"ERR invalid password", FailureKind::Authentication, "the password is wrong",
            "Check the password's source."},
    Meaning{"ERR AUTH <password> called without", FailureKind::Authentication,
            "a password is configured, but the server has none",
            "Remove the password of this endpoint, or set requirepass on the server."},
    Meaning{"ERR Client sent AUTH, but no password", FailureKind::Authentication,
            "a password is configured, but the server has none",
            "Remove the password of this endpoint, or set requirepass on the server."},
    Meaning{"ERR wrong number of arguments for 'auth'", FailureKind::Authentication,
            "the server knows no users, only a password", "Remove the user from the URL."},
    Meaning{"NOPERM", FailureKind::Permission, "the user may not run INFO",
            "On the server: ACL SETUSER <user> +info +client|setname"},
    Meaning{"LOADING", FailureKind::Starting, "the server is loading its data", ""},
    Meaning{"BUSY", FailureKind::NoAnswer, "the server is busy with a script", "See SCRIPT KILL."},
    Meaning{"ERR max number of clients", FailureKind::Full, "the server has no connection left (maxclients)",
            "Raise maxclients, or find who holds the connections."},
    Meaning{"DENIED", FailureKind::Permission, "the server is in protected mode and refuses other hosts",
            "Give the server a password, or bind it to the right address."},
    Meaning{"MOVED", FailureKind::Protocol, "the server sends the question on to another node",
            "List every node of the cluster as an endpoint of its own."},
    Meaning{"ASK", FailureKind::Protocol, "the server sends the question on to another node",
            "List every node of the cluster as an endpoint of its own."},
    Meaning{"MASTERDOWN", FailureKind::Starting, "the replica has lost its primary and serves nothing", ""},
    Meaning{"ERR unknown command", FailureKind::Protocol, "the server does not know the command INFO",
            "Is this a proxy? Give the address of the server behind it."},
    Meaning{"ERR Protocol error", FailureKind::Protocol, "the server did not understand the Redis protocol",
            ""},
};

const Meaning *meaningOf(QByteArrayView error) {
    for (const Meaning &meaning : meanings)
        if (error.startsWith(meaning.prefix))
            return &meaning;
    return nullptr;
}

Failure inWords(const Meaning &meaning) {
    return {meaning.kind, QString::fromLatin1(meaning.what), QString::fromLatin1(meaning.remedy)};
}

} // namespace

Failure readRedisError(QByteArrayView error) {
    if (const Meaning *meaning = meaningOf(error))
        return inWords(*meaning);
    return {FailureKind::Protocol, QStringLiteral("the server refused the question: ") + displayText(error),
            QString()};
}

Failure readRedisLoginError(QByteArrayView error) {
    const Meaning *meaning = meaningOf(error);
    if (meaning && meaning->kind != FailureKind::Protocol)
        return inWords(*meaning);
    return {FailureKind::Authentication, QStringLiteral("the server refused to log in"),
            QStringLiteral("Check the user in the URL, the password's source, and that AUTH is allowed.")};
}

bool refusesSeveralSections(QByteArrayView error) {
    return error.startsWith("ERR syntax error");
}

} // namespace spillway

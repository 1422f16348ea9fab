#include "postgresfailure.h"

#include "displaytext.h"

#include <QRegularExpression>

#include <array>

namespace spillway {

namespace {

struct Meaning {
    const char *prefix; // of the SQLSTATE, or a part of libpq's own text
    FailureKind kind;
    const char *what; // empty: the server's own words
    const char *remedy;
};

// https://www.postgresql.org/docs/15/errcodes-appendix.html; the more exact ones first
constexpr std::array states{
    Meaning{"28P01", FailureKind::Authentication, "the password is wrong",
            "Check the user in the URL and the password's source."},
    Meaning{"28", FailureKind::Authentication, "", "Check the user in the URL and the lines of pg_hba.conf."},
    Meaning{"3D000", FailureKind::Configuration, "", "Check the database's name in the URL."},
    Meaning{"53300", FailureKind::Full, "the server has no connection left (max_connections)",
            "Find who holds the connections, or raise the limit of the role."},
    Meaning{"57P03", FailureKind::Starting, "", ""},
    Meaning{"57P01", FailureKind::Closed, "closed: the server is shutting down", ""},
    Meaning{"57P02", FailureKind::Closed, "closed: the server crashed and restarts", ""},
    Meaning{"57014", FailureKind::NoAnswer, "the server gave the question up: statement_timeout passed",
            "The server is overloaded."},
    Meaning{"55P03", FailureKind::NoAnswer, "the question waited for a lock and was given up", ""},
    Meaning{"42501", FailureKind::Permission, "", "On the server: GRANT pg_monitor TO <user>"},
    Meaning{"08P01", FailureKind::Protocol, "", ""},
};

constexpr std::array words{
    Meaning{"no password supplied", FailureKind::Authentication, "the server asks for a password",
            "Set password_env or password_file for this endpoint, or add a line to ~/.pgpass."},
    Meaning{"authentication method", FailureKind::Authentication,
            "the server asks for a login that is not supported", "Use scram-sha-256 in pg_hba.conf."},
    Meaning{"Connection refused", FailureKind::Refused, "connection refused",
            "Is the server running, and is the port right?"},
    Meaning{"No such file or directory", FailureKind::Refused, "there is no such socket",
            "Is the server running, and is the folder of the socket right?"},
    Meaning{"channel binding", FailureKind::Tls,
            "the server cannot bind the login to the TLS connection; nothing was sent",
            "Use scram-sha-256 on the server, or channel_binding=prefer in the URL."},
    Meaning{"does not support SSL", FailureKind::Tls, "the server does not offer TLS; nothing was sent",
            "Turn ssl on at the server."},
    Meaning{"does not match host name", FailureKind::Tls, "", "Use the name that the certificate carries."},
    // OpenSSL's reason does not come through libpq.
    Meaning{"certificate verify failed", FailureKind::Tls,
            "the certificate has expired or is from an authority that is not trusted",
            "Name the authority's certificate with ?sslrootcert=FILE in the URL, or renew the server's."},
    Meaning{"root certificate file", FailureKind::Configuration, "no certificate of an authority to trust",
            "Name one with ?sslrootcert=FILE in the URL."},
    Meaning{"SSL error", FailureKind::Tls, "", ""},
    Meaning{"certificate", FailureKind::Tls, "", ""},
    Meaning{"server closed the connection unexpectedly", FailureKind::Closed,
            "closed by the server without an answer", ""},
    Meaning{"expected authentication request", FailureKind::Protocol,
            "this port does not speak the PostgreSQL protocol", ""},
    Meaning{"received invalid response to SSL negotiation", FailureKind::Protocol,
            "this port does not speak the PostgreSQL protocol", ""},
    Meaning{"lost synchronization", FailureKind::Protocol, "an answer that is not of the PostgreSQL protocol",
            ""},
};

Failure inWords(const Meaning &meaning, QByteArrayView text) {
    const bool own = meaning.what[0] != '\0';
    return {meaning.kind, own ? QString::fromLatin1(meaning.what) : displayText(text),
            QString::fromLatin1(meaning.remedy)};
}

} // namespace

Failure postgresFailure(QByteArrayView state, QByteArrayView text) {
    for (const Meaning &meaning : states)
        if (state.startsWith(meaning.prefix))
            return inWords(meaning, text);
    for (const Meaning &meaning : words)
        if (text.contains(meaning.prefix))
            return inWords(meaning, text);
    return {state.isEmpty() ? FailureKind::Closed : FailureKind::Protocol, displayText(text), QString()};
}

Failure postgresConnectFailure(QByteArrayView text) {
    static const QRegularExpression withState(QStringLiteral("  ([0-9A-Z]{5}): ([^\n]*)"));
    const QRegularExpressionMatch match =
        withState.match(QString::fromUtf8(text.first(qMin(text.size(), 4096))));
    if (match.hasMatch())
        return postgresFailure(match.captured(1).toLatin1(), match.captured(2).toUtf8());
    return postgresFailure({}, text);
}

} // namespace spillway

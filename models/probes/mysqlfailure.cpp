#include "mysqlfailure.h"

#include "displaytext.h"

#include <QRegularExpression>

#include <array>

namespace spillway {

namespace {

struct Meaning {
    unsigned code;    // 0: any
    const char *part; // of the text; empty: any
    FailureKind kind;
    const char *what; // empty: the server's own words
    const char *remedy;
};

constexpr const char *notMySql = "this port does not speak the MySQL protocol";
constexpr const char *isFull = "the server has no connection left (max_connections)";
constexpr const char *closed = "closed by the server without an answer";

// https://mariadb.com/kb/en/mariadb-error-codes/; the more exact ones first
constexpr std::array meanings{
    Meaning{1045, "using password: NO", FailureKind::Authentication, "the server asks for a password",
            "Set password_env or password_file for this endpoint, or put it into ~/.my.cnf."},
    Meaning{1045, "", FailureKind::Authentication, "the user or the password is wrong",
            "Check the user in the URL and the password's source."},
    Meaning{1698, "", FailureKind::Authentication, "the user or the password is wrong",
            "Check the user in the URL and the password's source."},
    Meaning{1130, "", FailureKind::Authentication, "", "On the server: CREATE USER <user>@'<this host>'"},
    Meaning{1129, "", FailureKind::Authentication, "", "On the server: FLUSH HOSTS"},
    Meaning{1820, "", FailureKind::Authentication, "", "Give the account a new password."},
    Meaning{1862, "", FailureKind::Authentication, "", "Give the account a new password."},
    Meaning{4151, "", FailureKind::Authentication, "", "On the server: ALTER USER <user> ACCOUNT UNLOCK"},
    Meaning{1251, "", FailureKind::Authentication, "the server asks for a login that is not supported",
            "Use caching_sha2_password, ed25519 or mysql_native_password for the account."},
    Meaning{2059, "", FailureKind::Authentication, "the server asks for a login that is not supported",
            "Use caching_sha2_password, ed25519 or mysql_native_password for the account."},
    Meaning{0, "restricted_auth", FailureKind::Authentication,
            "the server asks for a login that is not supported",
            "Use caching_sha2_password, ed25519 or mysql_native_password for the account."},
    Meaning{1044, "", FailureKind::Configuration, "", "Leave the database's name out of the URL."},
    Meaning{1049, "", FailureKind::Configuration, "", "Check the database's name in the URL."},
    Meaning{1040, "", FailureKind::Full, isFull, "Find who holds the connections, or raise the limit."},
    Meaning{1203, "", FailureKind::Full, "the account has no connection left (max_user_connections)",
            "Find who else uses the account, or raise its limit."},
    Meaning{1226, "", FailureKind::Full, "", "Find who else uses the account, or raise its limit."},
    Meaning{1053, "", FailureKind::Closed, "closed: the server is shutting down", ""},
    Meaning{1927, "", FailureKind::Closed, "closed: the connection was killed", ""},
    Meaning{1142, "", FailureKind::Permission, "", "On the server: GRANT SELECT ON performance_schema.*"},
    Meaning{1143, "", FailureKind::Permission, "", "On the server: GRANT SELECT ON performance_schema.*"},
    Meaning{1227, "", FailureKind::Permission, "", "On the server: GRANT PROCESS ON *.* TO <user>"},
    Meaning{1969, "", FailureKind::NoAnswer, "the server gave the question up: max_statement_time passed",
            "The server is overloaded."},
    Meaning{3024, "", FailureKind::NoAnswer, "the server gave the question up: max_execution_time passed",
            "The server is overloaded."},
    Meaning{1205, "", FailureKind::NoAnswer, "the question waited for a lock and was given up", ""},
    Meaning{0, "(111)", FailureKind::Refused, "connection refused",
            "Is the server running, and is the port right?"},
    Meaning{2002, "(2)", FailureKind::Refused, "there is no such socket",
            "Is the server running, and is the path of the socket right?"},
    Meaning{2002, "(13)", FailureKind::Refused, "the socket may not be used by this user",
            "Change the rights of the socket's folder."},
    Meaning{2002, "", FailureKind::Refused, "", ""},
    Meaning{2003, "", FailureKind::Refused, "", ""},
    Meaning{2026, "does not support it", FailureKind::Tls, "the server does not offer TLS; nothing was sent",
            "Turn TLS on at the server."},
    Meaning{2026, "Validation of SSL server certificate", FailureKind::Tls,
            "the certificate is not for this host name", "Use the name that the certificate carries."},
    Meaning{2026, "certificate has expired", FailureKind::Tls, "the certificate has expired",
            "Renew the server's certificate."},
    Meaning{2026, "certificate is not yet valid", FailureKind::Tls, "the certificate is not yet valid",
            "Check the clocks of both machines."},
    Meaning{2026, "issuer", FailureKind::Tls, "the certificate is from an authority that is not trusted",
            "Name the authority's certificate with ?ca=FILE in the URL."},
    Meaning{2026, "self", FailureKind::Tls, "the certificate is from an authority that is not trusted",
            "Name the authority's certificate with ?ca=FILE in the URL."},
    Meaning{2026, "certificate verify failed", FailureKind::Tls,
            "the certificate is from an authority that is not trusted",
            "Name the authority's certificate with ?ca=FILE in the URL."},
    Meaning{2026, "", FailureKind::Tls, "", "Check the certificates in the URL and at the server."},
    Meaning{2006, "", FailureKind::Closed, closed, ""},
    Meaning{2013, "", FailureKind::Closed, closed, ""},
    Meaning{2055, "", FailureKind::Closed, closed, ""},
    Meaning{2007, "", FailureKind::Protocol, notMySql, ""},
    Meaning{2012, "", FailureKind::Protocol, notMySql, ""},
    Meaning{2020, "", FailureKind::Protocol, "an answer of more than 1 MiB", ""},
    Meaning{2027, "", FailureKind::Protocol, "an answer that is not of the MySQL protocol", ""},
    Meaning{2000, "", FailureKind::Protocol, "an answer that is not of the MySQL protocol", ""},
};

} // namespace

Failure mySqlFailure(unsigned code, QByteArrayView text) {
    // A server that is full says so before TLS; libmariadb wraps it.
    static const QRegularExpression wrapped(QStringLiteral("cannot be verified: ([0-9]{4}) - (.*)"),
                                            QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch early =
        wrapped.match(QString::fromUtf8(text.first(qMin(text.size(), 4096))));
    if (early.hasMatch())
        return mySqlFailure(early.captured(1).toUInt(), early.captured(2).toUtf8());
    for (const Meaning &meaning : meanings) {
        if ((meaning.code != 0 && meaning.code != code) || !text.contains(meaning.part))
            continue;
        const bool own = meaning.what[0] != '\0';
        return {meaning.kind, own ? QString::fromLatin1(meaning.what) : displayText(text),
                QString::fromLatin1(meaning.remedy)};
    }
    return {FailureKind::Protocol, displayText(text), QString()};
}

} // namespace spillway

#include "socketfailure.h"

#include "displaytext.h"

#include <QSslCertificate>

#include <algorithm>
#include <unistd.h>

namespace spillway {

namespace {

Failure tls(const QString &what, const QString &remedy = QString()) {
    return {FailureKind::Tls, what, remedy};
}

// Of several errors about one certificate, the one that tells the user most.
int weight(QSslError::SslError error) {
    switch (error) {
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return 0;
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return 1;
    case QSslError::HostNameMismatch:
        return 3;
    default:
        return 2;
    }
}

QString namesOf(const QSslCertificate &certificate) {
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    return displayText(names.join(QStringLiteral(", ")).toUtf8(), 80);
}

Failure certificateFailure(const QSslError &error, const QSslCertificate &peer, const QString &host) {
    const QSslCertificate certificate = error.certificate().isNull() ? peer : error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return tls(QStringLiteral("the certificate expired on %1")
                       .arg(certificate.expiryDate().toUTC().toString(Qt::ISODate)),
                   QStringLiteral("Renew the server's certificate."));
    case QSslError::CertificateNotYetValid:
        return tls(QStringLiteral("the certificate is valid only from %1")
                       .arg(certificate.effectiveDate().toUTC().toString(Qt::ISODate)),
                   QStringLiteral("Check the clocks of both machines."));
    case QSslError::HostNameMismatch:
        return tls(QStringLiteral("the certificate is for %1, not for %2").arg(namesOf(peer), host),
                   QStringLiteral("Use the name that the certificate carries."));
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return tls(QStringLiteral("the certificate is from an authority that is not trusted"),
                   QStringLiteral("Name the authority's certificate with ?ca=FILE in the URL."));
    default:
        return tls(
            QStringLiteral("the certificate was refused: %1").arg(displayText(error.errorString().toUtf8())));
    }
}

} // namespace

Failure socketFailure(QAbstractSocket::SocketError error, const QString &text) {
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return {FailureKind::Refused, QStringLiteral("connection refused"),
                QStringLiteral("Is the server running, and is the port right?")};
    case QAbstractSocket::HostNotFoundError:
        return {FailureKind::Unresolved, QStringLiteral("the host name has no address"),
                QStringLiteral("Check the name in the URL.")};
    case QAbstractSocket::RemoteHostClosedError:
        return {FailureKind::Closed, QStringLiteral("closed by the server"), QString()};
    case QAbstractSocket::NetworkError:
        return {FailureKind::Refused,
                QStringLiteral("there is no way to the server: %1").arg(displayText(text.toUtf8())),
                QStringLiteral("Check the network and the address.")};
    default:
        return {FailureKind::Closed, displayText(text.toUtf8()), QString()};
    }
}

Failure localSocketFailure(QLocalSocket::LocalSocketError error, const QString &path) {
    switch (error) {
    case QLocalSocket::ServerNotFoundError:
        return {FailureKind::Refused, QStringLiteral("there is no socket %1").arg(path),
                QStringLiteral("Is the server running, and is the path right?")};
    case QLocalSocket::ConnectionRefusedError:
        return {FailureKind::Refused, QStringLiteral("nobody listens at %1").arg(path),
                QStringLiteral("Is the server running?")};
    case QLocalSocket::SocketAccessError:
        return {FailureKind::Permission,
                QStringLiteral("the user with id %1 may not open %2").arg(geteuid()).arg(path),
                QStringLiteral("Join the group that may, or change the mode of the socket.")};
    case QLocalSocket::PeerClosedError:
        return {FailureKind::Closed, QStringLiteral("closed by the server"), QString()};
    default:
        return {FailureKind::Closed, QStringLiteral("%1 failed").arg(path), QString()};
    }
}

Failure tlsFailure(const QList<QSslError> &errors, const QString &text, const QSslCertificate &peer,
                   const QString &host) {
    const auto worst =
        std::min_element(errors.begin(), errors.end(), [](const QSslError &a, const QSslError &b) {
            return weight(a.error()) < weight(b.error());
        });
    if (worst != errors.end())
        return certificateFailure(*worst, peer, host);
    if (text.contains(QLatin1String("wrong version number")) ||
        text.contains(QLatin1String("packet length too long")))
        return tls(QStringLiteral("this port does not speak TLS"),
                   QStringLiteral("Use the TLS port, or the scheme without encryption."));
    if (text.contains(QLatin1String("certificate required")) ||
        text.contains(QLatin1String("handshake failure")))
        return tls(QStringLiteral("the server refused the handshake; it may ask for a client certificate"),
                   QStringLiteral("Name it with ?cert=FILE&key=FILE in the URL."));
    return tls(QStringLiteral("no TLS connection: %1").arg(displayText(text.toUtf8())));
}

} // namespace spillway

#include "tlsconfiguration.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace spillway {

namespace {

Failure unusable(const QString &path, const QString &what) {
    return {FailureKind::Configuration, QStringLiteral("%1: %2").arg(path, what),
            QStringLiteral("Name a readable PEM file.")};
}

Outcome<QSslKey> keyIn(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(path, file.errorString());
    const QByteArray pem = file.readAll();
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec})
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    return unusable(path, QStringLiteral("no RSA or EC private key without a passphrase"));
}

} // namespace

Outcome<QSslConfiguration> tlsConfiguration(const Address &address) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(address.tls == Tls::Insecure ? QSslSocket::QueryPeer
                                                                 : QSslSocket::VerifyPeer);
    if (!address.caFile.isEmpty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromPath(address.caFile);
        if (authorities.isEmpty())
            return unusable(address.caFile, QStringLiteral("no certificate of an authority"));
        configuration.setCaCertificates(authorities);
    }
    if (!address.certificateFile.isEmpty()) {
        const QList<QSslCertificate> chain = QSslCertificate::fromPath(address.certificateFile);
        if (chain.isEmpty())
            return unusable(address.certificateFile, QStringLiteral("no certificate"));
        const Outcome<QSslKey> key = keyIn(address.keyFile);
        if (!key)
            return key.failure();
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(*key);
    }
    return configuration;
}

} // namespace spillway

#pragma once
// What went wrong with a socket -> a Failure in words. Pure.

#include "outcome.h"

#include <QAbstractSocket>
#include <QLocalSocket>
#include <QSslError>

QT_BEGIN_NAMESPACE
class QSslCertificate;
QT_END_NAMESPACE

namespace spillway {

// `text`: the socket's own words, used where there are no better ones.
Failure socketFailure(QAbstractSocket::SocketError error, const QString &text);
Failure localSocketFailure(QLocalSocket::LocalSocketError error, const QString &path);
// A handshake that did not end well. `errors`: what Qt found about the peer's certificate, if anything.
Failure tlsFailure(const QList<QSslError> &errors, const QString &text, const QSslCertificate &peer,
                   const QString &host);

} // namespace spillway

#pragma once
// Text that a server sent, made fit to be shown: valid Unicode, one line, no control or direction
// characters, bounded. Everything that comes from outside passes here before it is kept.

#include <QByteArrayView>
#include <QString>

namespace spillway {

QString displayText(QByteArrayView utf8, qsizetype longest = 200);

} // namespace spillway

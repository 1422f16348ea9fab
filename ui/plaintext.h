#pragma once
// Text from outside (server names, versions, recordings, reasons) made safe to show: no control and no
// bidirectional override characters, one line unless asked otherwise, bounded length. Pure functions.

#include <QString>

namespace spillway {

// Control and bidi characters are dropped, white space is joined, the rest is cut at `limit` with an
// ellipsis.
QString plainText(const QString &text, qsizetype limit = 200);
// The same, but line feeds survive.
QString plainLines(const QString &text, qsizetype limit = 500);

} // namespace spillway

#pragma once
// The first packet of a MySQL server, as far as it must be known before anything is sent. Pure.

#include <QByteArrayView>

namespace spillway {

enum class TlsOffer { Unknown, Offered, Missing }; // Unknown: more bytes are needed

TlsOffer tlsOffer(QByteArrayView greeting);

} // namespace spillway

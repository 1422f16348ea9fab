#pragma once
// Recognises by its first bytes which other protocol a port speaks, so that a wrong port is said in
// words ("this port speaks HTTP, not Redis") instead of as a parse error.

#include <QByteArrayView>
#include <QString>

namespace spillway {

struct ForeignProtocol {
    QString name;           // "HTTP"; empty when nothing is recognised
    bool mayFollow = false; // the bytes so far begin a known greeting: wait for more
};

ForeignProtocol recogniseProtocol(QByteArrayView start);

} // namespace spillway

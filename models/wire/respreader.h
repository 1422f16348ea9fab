#pragma once
// Bytes of a RESP2 connection -> replies, in order. A reply reaches hiredis only when all of it is here
// and within the limits. After a refusal the connection cannot be trusted any more and must be dropped.

#include "outcome.h"
#include "respreply.h"
#include "respscan.h"

#include <QByteArrayList>

#include <optional>

namespace spillway {

class RespReader {
public:
    explicit RespReader(RespLimits limits = {})
        : m_scan(limits) {}

    void feed(QByteArrayView bytes) { m_bytes.append(bytes); }
    // nullopt: more bytes are needed.
    std::optional<Outcome<RespReply>> next();
    qint64 pending() const { return m_bytes.size(); } // bytes of a reply that is not complete

private:
    RespScan m_scan;
    QByteArray m_bytes;   // from the first byte of the current reply on
    bool m_known = false; // a first reply was understood: the peer does speak RESP
};

// A request as RESP: {"INFO", "server"}. Binary safe.
QByteArray respRequest(const QByteArrayList &arguments);

} // namespace spillway

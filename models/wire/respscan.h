#pragma once
// Finds where a RESP2 reply ends, in one pass over the bytes as they arrive, and refuses it as soon as
// it passes a limit. hiredis 0.14 has no limits of its own: 13 bytes make it reserve 16 GiB.

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace spillway {

struct RespLimits {
    qint64 line = 64 * 1024;
    qint64 elements = 65'536;
    qint64 reply = 16 * 1024 * 1024;
    qsizetype depth = 7; // of arrays within arrays; what hiredis takes as well
};

class RespScan {
public:
    enum class Result { NeedMore, Complete, Refused };

    explicit RespScan(RespLimits limits = {})
        : m_limits(limits) {}

    // `bytes` holds the reply from its first byte on, each time with more behind it. Bytes that were
    // seen before are not looked at again.
    Result advance(QByteArrayView bytes);
    qint64 size() const { return m_position; } // of the reply, once Complete
    QString refusal() const { return m_refusal; }
    void restart();

private:
    void takeLine(QByteArrayView line);
    void takeBulk(qint64 length);
    void takeArray(qint64 length);
    void elementDone();
    void refuse(const QString &why) { m_refusal = why; }

    RespLimits m_limits;
    qint64 m_position = 0; // all before it is understood
    qint64 m_searched = 0; // no line end before it
    qint64 m_elements = 0;
    std::vector<qint64> m_open; // elements still to come, per open array
    bool m_inBulk = false;      // m_position is the end of a text that may not have come yet
    bool m_whole = false;       // nothing is open any more
    QString m_refusal;
};

} // namespace spillway

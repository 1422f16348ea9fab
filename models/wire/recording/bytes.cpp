#include "recording/bytes.h"

#include <QtEndian>

namespace spillway {

void ByteWriter::u64(quint64 value) {
    char bytes[8];
    qToLittleEndian(value, bytes);
    m_bytes.append(bytes, sizeof bytes);
}

void ByteWriter::varint(quint64 value) {
    while (value >= 0x80) {
        u8(static_cast<quint8>(value | 0x80));
        value >>= 7;
    }
    u8(static_cast<quint8>(value));
}

void ByteWriter::zigzag(qint64 value) {
    varint((static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63));
}

void ByteWriter::text(const QString &text) {
    const QByteArray utf8 = text.toUtf8();
    varint(static_cast<quint64>(utf8.size()));
    raw(utf8);
}

quint8 ByteReader::u8() {
    if (m_failed || atEnd()) {
        m_failed = true;
        return 0;
    }
    return static_cast<quint8>(m_bytes[m_at++]);
}

quint64 ByteReader::u64() {
    const QByteArrayView bytes = raw(8);
    return m_failed ? 0 : qFromLittleEndian<quint64>(bytes.data());
}

quint64 ByteReader::varint() {
    quint64 value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const quint8 byte = u8();
        if (shift == 63 && byte > 1)
            break; // more than 64 bits
        value |= static_cast<quint64>(byte & 0x7f) << shift;
        if (byte < 0x80)
            return m_failed ? 0 : value;
    }
    m_failed = true;
    return 0;
}

qint64 ByteReader::zigzag() {
    const quint64 coded = varint();
    return static_cast<qint64>((coded >> 1) ^ (~(coded & 1) + 1));
}

QString ByteReader::text() {
    return QString::fromUtf8(raw(varint()));
}

QByteArrayView ByteReader::raw(quint64 size) {
    if (m_failed || size > remaining()) {
        m_failed = true;
        return {};
    }
    const QByteArrayView bytes = m_bytes.sliced(m_at, static_cast<qsizetype>(size));
    m_at += bytes.size();
    return bytes;
}

size_t ByteReader::count(quint64 leastBytes) {
    const quint64 count = varint();
    if (m_failed || count > remaining() / leastBytes) {
        m_failed = true;
        return 0;
    }
    return count;
}

} // namespace spillway

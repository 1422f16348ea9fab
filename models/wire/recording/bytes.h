#pragma once
// The primitives of a recording's blocks: little-endian fixed integers, LEB128 varints, zigzag signed
// varints and length-prefixed UTF-8. The reader never goes past its end: the first bad read makes it
// fail for good, and every count is checked against the bytes that remain. Plain values.

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace spillway {

class ByteWriter {
public:
    void u8(quint8 value) { m_bytes.append(static_cast<char>(value)); }
    void u64(quint64 value);
    void varint(quint64 value);
    void zigzag(qint64 value);
    void text(const QString &text);
    void raw(QByteArrayView bytes) { m_bytes.append(bytes); }

    const QByteArray &bytes() const { return m_bytes; }
    QByteArray take() { return std::exchange(m_bytes, {}); }

private:
    QByteArray m_bytes;
};

class ByteReader {
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_bytes(bytes) {}

    quint8 u8();
    quint64 u64();
    quint64 varint();
    qint64 zigzag();
    QString text();
    QByteArrayView raw(quint64 size);
    // A number of things that each take at least `leastBytes` more bytes; fails when they cannot fit.
    size_t count(quint64 leastBytes);

    bool failed() const { return m_failed; }
    void fail() { m_failed = true; }
    bool atEnd() const { return m_at == m_bytes.size(); }
    quint64 remaining() const { return static_cast<quint64>(m_bytes.size() - m_at); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace spillway

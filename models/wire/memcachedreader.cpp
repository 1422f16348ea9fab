#include "memcachedreader.h"

#include "foreignprotocol.h"

namespace spillway {

namespace {

// The longest line of 1.6.45 has 60 bytes and its longest table 110 lines; with hundreds of classes
// or external stores it stays far below this.
constexpr qsizetype longestLine = 4 * 1024;
constexpr int mostLines = 4096;

Failure refused(const QString &what) {
    return {FailureKind::Protocol, QStringLiteral("refused ") + what, QString()};
}

// Many of its words are Redis's "-ERR", too short for a protocol of its own.
bool speaksRedis(QByteArrayView line) {
    return line.startsWith("-ERR ") || line.startsWith("-NOAUTH") || line.startsWith("-DENIED");
}

} // namespace

std::optional<Outcome<MemcachedAnswer>> MemcachedReader::next() {
    qsizetype begin = 0;
    std::optional<Outcome<MemcachedAnswer>> answer;
    while (!answer) {
        const qsizetype end = m_bytes.indexOf('\n', begin);
        if ((end < 0 ? m_bytes.size() : end) - begin > longestLine) {
            answer = m_known ? refused(QStringLiteral("a line of more than 4\u00a0KiB"))
                             : foreign(QByteArrayView(m_bytes).sliced(begin));
        } else if (end < 0) {
            break;
        } else {
            QByteArrayView line = QByteArrayView(m_bytes).sliced(begin, end - begin);
            if (line.endsWith('\r'))
                line.chop(1);
            answer = takeLine(line);
            begin = end + 1;
        }
    }
    m_bytes.remove(0, begin);
    if (!answer && !m_known && !m_bytes.isEmpty()) {
        // A binary protocol may never end a line.
        if (const ForeignProtocol other = recogniseProtocol(m_bytes);
            !other.name.isEmpty() && other.name != QLatin1String("memcached"))
            return foreign(m_bytes);
    }
    return answer;
}

std::optional<Outcome<MemcachedAnswer>> MemcachedReader::takeLine(QByteArrayView line) {
    const bool isError = line == "ERROR" || line.startsWith("ERROR ") || line.startsWith("CLIENT_ERROR") ||
                         line.startsWith("SERVER_ERROR");
    const bool isStat = line.startsWith("STAT ");
    if (!isError && !isStat && line != "END" && line != "STORED")
        return foreign(line);
    m_known = true;
    if (isError)
        return MemcachedAnswer{MemcachedAnswer::Kind::Error, line.toByteArray()};
    if (line == "STORED")
        return MemcachedAnswer{MemcachedAnswer::Kind::Stored, QByteArray()};
    if (isStat) {
        if (++m_lines > mostLines)
            return refused(QStringLiteral("a table of more than 4096 lines"));
        m_table.append(line.sliced(5)).append('\n');
        return std::nullopt;
    }
    MemcachedAnswer table{MemcachedAnswer::Kind::Table, m_table};
    m_table.clear();
    m_lines = 0;
    return table;
}

Failure MemcachedReader::foreign(QByteArrayView line) const {
    if (m_known)
        return {FailureKind::Protocol, QStringLiteral("the server's answer is not of the memcached protocol"),
                QString()};
    const QString other =
        speaksRedis(line) ? QStringLiteral("Redis") : recogniseProtocol(line.toByteArray() + "\r\n").name;
    return {FailureKind::Protocol,
            other.isEmpty() ? QStringLiteral("this port does not speak the memcached protocol")
                            : QStringLiteral("this port speaks %1, not memcached").arg(other),
            QStringLiteral("Check the scheme and the port of the URL.")};
}

} // namespace spillway

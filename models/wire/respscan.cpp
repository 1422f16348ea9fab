#include "respscan.h"

#include "displaytext.h"

#include <charconv>
#include <optional>

namespace spillway {

namespace {

std::optional<qint64> headerNumber(QByteArrayView digits) {
    qint64 number = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    const bool whole = error == std::errc() && end == digits.end();
    return whole ? std::optional(number) : std::nullopt;
}

} // namespace

void RespScan::restart() {
    *this = RespScan(m_limits);
}

RespScan::Result RespScan::advance(QByteArrayView bytes) {
    while (m_refusal.isEmpty()) {
        if (m_position > bytes.size())
            return Result::NeedMore;
        if (m_inBulk && bytes.sliced(m_position - 2, 2) != "\r\n") {
            refuse(QStringLiteral("a text that is longer than announced"));
            break;
        }
        m_inBulk = false;
        if (m_whole)
            return Result::Complete;
        const qsizetype end = bytes.indexOf('\n', qMax(m_position, m_searched));
        m_searched = end < 0 ? bytes.size() : end;
        if (m_searched - m_position > m_limits.line)
            refuse(QStringLiteral("a line of more than %1 KiB").arg(m_limits.line / 1024));
        else if (end < 0)
            return Result::NeedMore;
        else
            takeLine(bytes.sliced(m_position, end - m_position));
    }
    return Result::Refused;
}

void RespScan::takeLine(QByteArrayView line) {
    m_position += line.size() + 1;
    if (m_position > m_limits.reply)
        return refuse(QStringLiteral("a reply of more than %1 MiB").arg(m_limits.reply / (1024 * 1024)));
    if (line.size() < 2 || line.back() != '\r')
        return refuse(QStringLiteral("a line that is not RESP: \"%1\"").arg(displayText(line, 40)));
    const std::optional<qint64> number = headerNumber(line.sliced(1).chopped(1));
    switch (line.front()) {
    case '+':
    case '-':
        return elementDone();
    case ':':
        return number ? elementDone() : refuse(QStringLiteral("an integer out of range"));
    case '$':
        return takeBulk(number.value_or(-2));
    case '*':
        return takeArray(number.value_or(-2));
    default:
        return refuse(QStringLiteral("a line that is not RESP2: \"%1\"").arg(displayText(line, 40)));
    }
}

void RespScan::takeBulk(qint64 length) {
    if (length < -1 || length > m_limits.reply - m_position - 2)
        return refuse(QStringLiteral("a text of more than %1 MiB or of no valid length")
                          .arg(m_limits.reply / (1024 * 1024)));
    if (length >= 0) {
        m_position += length + 2;
        m_inBulk = true;
    }
    elementDone();
}

void RespScan::takeArray(qint64 length) {
    if (length < -1 || length > m_limits.elements - m_elements)
        return refuse(
            QStringLiteral("an array of more than %1 elements or of no valid length").arg(m_limits.elements));
    if (length <= 0)
        return elementDone();
    if (static_cast<qsizetype>(m_open.size()) == m_limits.depth)
        return refuse(QStringLiteral("arrays nested deeper than %1").arg(m_limits.depth));
    m_elements += length;
    m_open.push_back(length);
}

void RespScan::elementDone() {
    while (!m_open.empty() && --m_open.back() == 0)
        m_open.pop_back();
    m_whole = m_open.empty();
}

} // namespace spillway

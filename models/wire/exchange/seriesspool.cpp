#include "exchange/seriesspool.h"

#include "exchange/metricline.h"

#include <cmath>

namespace spillway {

namespace {

constexpr qint64 copied = 1 << 20; // bytes at once

} // namespace

bool SeriesSpool::add(size_t family, const QByteArray &head, double value, qint64 atMs) {
    auto number = m_numbers.constFind(head);
    if (number == m_numbers.constEnd()) {
        if (family >= m_families.size())
            m_families.resize(family + 1);
        m_families[family].push_back(m_series.size());
        number = m_numbers.insert(head, m_series.size());
        m_series.push_back({{}, {}, atMs - 1});
    }
    Series &series = m_series[*number];
    if (atMs <= series.last) {
        ++m_leftOut;
        return true;
    }
    series.last = atMs;
    const QByteArray line = head + ' ' + metricText(value) + ' ' +
                            QByteArray::number(static_cast<double>(atMs) / 1000.0, 'f', 3) + '\n';
    series.lines += line;
    m_inMemory += line.size();
    return m_inMemory <= m_most || putAside();
}

bool SeriesSpool::putAside() {
    if (!m_file.isOpen() && !m_file.open())
        return false;
    for (Series &series : m_series) {
        if (series.lines.isEmpty())
            continue;
        series.pieces.push_back({m_file.pos(), series.lines.size()});
        if (m_file.write(series.lines) != series.lines.size())
            return false;
        series.lines = QByteArray();
    }
    m_inMemory = 0;
    return m_file.flush();
}

bool SeriesSpool::write(size_t family, QIODevice &to) {
    if (!has(family))
        return true;
    const qint64 end = m_file.isOpen() ? m_file.pos() : 0;
    for (const size_t number : m_families[family]) {
        const Series &series = m_series[number];
        for (const Piece &piece : series.pieces) {
            if (!m_file.seek(piece.offset))
                return false;
            for (qint64 left = piece.size; left > 0;) {
                const QByteArray bytes = m_file.read(std::min(left, copied));
                if (bytes.isEmpty() || to.write(bytes) != bytes.size())
                    return false;
                left -= bytes.size();
            }
        }
        if (to.write(series.lines) != series.lines.size())
            return false;
    }
    return !m_file.isOpen() || m_file.seek(end);
}

} // namespace spillway

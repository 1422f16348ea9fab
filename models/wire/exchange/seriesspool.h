#pragma once
// Lines that come in the order of time and have to be written series by series: each series gathers its
// own, and what there is no room for in memory waits in a temporary file. Owned by a writer.

#include <QByteArray>
#include <QHash>
#include <QTemporaryFile>

#include <vector>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace spillway {

class SeriesSpool {
public:
    static constexpr qsizetype MostInMemory = 64 << 20; // bytes, of all series

    explicit SeriesSpool(qsizetype most = MostInMemory)
        : m_most(most) {}

    // "head value time" becomes a line of the series. False when the temporary file cannot be written.
    // A sample that is not later than the one before in its series is left out, and counted.
    bool add(size_t family, const QByteArray &head, double value, qint64 atMs);
    // All series of a family, in the order in which they first came.
    bool write(size_t family, QIODevice &to);
    bool has(size_t family) const { return family < m_families.size() && !m_families[family].empty(); }
    qint64 leftOut() const { return m_leftOut; }

private:
    struct Piece {
        qint64 offset;
        qint64 size;
    };
    struct Series {
        QByteArray lines;
        std::vector<Piece> pieces;
        qint64 last;
    };
    bool putAside();

    qsizetype m_most;
    QTemporaryFile m_file;
    std::vector<std::vector<size_t>> m_families;
    std::vector<Series> m_series;
    QHash<QByteArray, size_t> m_numbers;
    qsizetype m_inMemory = 0;
    qint64 m_leftOut = 0;
};

} // namespace spillway

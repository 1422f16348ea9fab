#pragma once
// The rows that stand on the pages of a SQLite file, found without its trees: for files of which pages
// are missing or damaged. Follows https://www.sqlite.org/fileformat2.html; old versions of pages and
// deleted rows come out as well, so that the caller needs a way to tell what is genuine.

#include <QByteArray>

#include <functional>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

namespace spillway {

class SqlitePages {
public:
    static constexpr qint64 PageBytes = 4096; // of every file that is searched with this

    using Value = std::variant<std::monostate, qint64, QByteArray>; // NULL and floats are unset
    using Visit = std::function<void(qint64 rowId, std::vector<Value> values)>;
    // Up to `size` bytes from an offset; fewer at the end of the file.
    using Read = std::function<QByteArray(qint64 offset, qint64 size)>;

    struct Source {
        Read read;
        qint64 size = 0;
    };

    // `log` is the write-ahead log; of size 0 when there is none.
    SqlitePages(Source file, Source log, qint64 maxRowBytes);
    void visitRows(const Visit &visit);

private:
    struct Place {
        bool inLog;
        qint64 offset;
    };
    QByteArray page(Place place) const;
    QByteArray page(quint32 number) const;
    void visitPage(const QByteArray &page, qint64 header, const Visit &visit);
    void visitCell(const QByteArray &page, qint64 at, const Visit &visit);
    std::optional<QByteArray> payload(const QByteArray &page, qint64 at, qint64 size);

    Source m_file;
    Source m_log;
    qint64 m_maxRowBytes;
    qint64 m_overflowLeft; // pages; honest rows share none, so that this ends cycles
    std::vector<Place> m_logPages;
    std::unordered_map<quint32, Place> m_newest; // of pages that are in the log
};

} // namespace spillway

#pragma once
// A reader of recordings that was written from ARCHITECTURE.md, "Recordings", with SQLite and zstd alone: it
// shares no line with the program's, so that what both read is what the text says. Throws QString.

#include <sqlite3.h>
#include <zstd.h>

#include <QByteArray>
#include <QMap>
#include <QString>

#include <bit>
#include <cmath>
#include <map>
#include <vector>

namespace spillway::test {

struct StrangersPoll {
    qint64 sequence = 0;
    quint64 endpoint = 0;
    qint64 at = 0;
    qint64 took = 0;
    bool isReading = false;
    QString identity, version;
    QMap<QString, QString> settings;
    QString failureKind, what, remedy;
    std::map<QString, double> values; // by the field's name
};

class StrangersReader {
public:
    explicit StrangersReader(const QByteArray &path) {
        if (sqlite3_open_v2(path.constData(), &m_database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
            throw QStringLiteral("not opened");
        rows("field", [this](sqlite3_stmt *row) {
            m_names[quint64(sqlite3_column_int64(row, 0))] =
                QString::fromUtf8(static_cast<const char *>(sqlite3_column_blob(row, 1)));
        });
        qint64 first = 1;
        rows("meta", [&](sqlite3_stmt *row) { // ascending by id: the highest counts
            if (blob(row, 1) == "first")
                first = blob(row, 2).toLongLong();
        });
        rows("block", [this](sqlite3_stmt *row) { takeBlock(blob(row, 1)); });
        rows("tail", [this](sqlite3_stmt *row) { takeBlock(blob(row, 3)); });
        m_polls.erase(m_polls.begin(), m_polls.lower_bound(first));
    }
    ~StrangersReader() { sqlite3_close(m_database); }
    StrangersReader(const StrangersReader &) = delete;
    StrangersReader &operator=(const StrangersReader &) = delete;

    const std::map<qint64, StrangersPoll> &polls() const { return m_polls; } // by sequence number

private:
    // The bytes of a block, from the front.
    struct Bytes {
        QByteArray data;
        qsizetype at = 0;
        quint8 u8() {
            if (at >= data.size())
                throw QStringLiteral("the block ends too early");
            return static_cast<quint8>(data[at++]);
        }
        quint64 varint() {
            quint64 value = 0;
            for (int shift = 0;; shift += 7) {
                const quint8 byte = u8();
                value |= quint64(byte & 0x7f) << shift;
                if (byte < 0x80)
                    return value;
            }
        }
        qint64 zigzag() {
            const quint64 n = varint();
            return qint64(n >> 1) ^ -qint64(n & 1);
        }
        QString text() {
            const auto size = qsizetype(varint());
            at += size;
            return QString::fromUtf8(data.mid(at - size, size));
        }
    };
    struct Words {
        bool isReading = false;
        QString identity, version, kind, what, remedy;
        QMap<QString, QString> settings;
    };

    static QByteArray blob(sqlite3_stmt *row, int column) {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(row, column));
        return QByteArray(bytes, sqlite3_column_bytes(row, column));
    }

    static quint32 crc32(const QByteArray &bytes) {
        quint32 crc = 0xffffffff;
        for (const char byte : bytes) {
            crc ^= static_cast<quint8>(byte);
            for (int bit = 0; bit < 8; ++bit)
                crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320U : 0U);
        }
        return ~crc;
    }

    static QByteArray eightBytes(qint64 value) {
        QByteArray bytes;
        for (int i = 0; i < 8; ++i)
            bytes.append(static_cast<char>(quint64(value) >> (8 * i)));
        return bytes;
    }

    template <class Take> void rows(const QByteArray &table, Take take) {
        sqlite3_stmt *row = nullptr;
        sqlite3_prepare_v2(m_database, ("SELECT * FROM " + table).constData(), -1, &row, nullptr);
        while (sqlite3_step(row) == SQLITE_ROW) {
            const int last = sqlite3_column_count(row) - 1;
            QByteArray sealed = table;
            for (int i = 0; i < last; ++i)
                sealed += sqlite3_column_type(row, i) == SQLITE_INTEGER
                              ? eightBytes(sqlite3_column_int64(row, i))
                              : eightBytes(sqlite3_column_bytes(row, i)) + blob(row, i);
            if (crc32(sealed) != quint32(sqlite3_column_int64(row, last)))
                throw QStringLiteral("a checksum of %1 is wrong").arg(QLatin1String(table));
            take(row);
        }
        sqlite3_finalize(row);
    }

    static QByteArray unpacked(const QByteArray &data) {
        if (data[0] == 0)
            return data.mid(1);
        const auto size = qsizetype(ZSTD_getFrameContentSize(data.constData() + 1, size_t(data.size() - 1)));
        QByteArray bytes(size, '\0');
        ZSTD_decompress(bytes.data(), size_t(size), data.constData() + 1, size_t(data.size() - 1));
        return bytes;
    }

    static std::vector<qint64> integers(Bytes &from, size_t n, quint8 head) {
        const size_t order = head >> 4;
        std::vector<qint64> values;
        for (size_t i = 0; i < order; ++i)
            values.push_back(from.zigzag());
        while (values.size() < n) {
            const size_t pack = std::min<size_t>(128, n - values.size());
            const qint64 least = from.zigzag();
            const int width = from.u8();
            const qsizetype begin = from.at;
            for (size_t i = 0; i < pack; ++i) {
                quint64 value = 0;
                for (int bit = 0; bit < width; ++bit) {
                    const size_t place = i * size_t(width) + size_t(bit);
                    const int byte = from.data[begin + qsizetype(place / 8)];
                    value |= quint64(byte >> (place % 8) & 1) << bit;
                }
                values.push_back(qint64(value + quint64(least)));
            }
            from.at = begin + qsizetype((pack * size_t(width) + 7) / 8);
        }
        for (size_t done = order; done > 0; --done)
            for (size_t i = done; i < n; ++i)
                values[i] = qint64(quint64(values[i]) + quint64(values[i - 1]));
        return values;
    }

    static std::vector<double> numbers(Bytes &from, size_t n) {
        const quint8 head = from.u8();
        std::vector<double> values(n);
        if (head == 0x0f) {
            quint64 before = 0;
            for (size_t i = 0; i < n; ++i) {
                quint64 bits = 0;
                for (size_t plane = 0; plane < 8; ++plane)
                    bits |= quint64(quint8(from.data[from.at + qsizetype(plane * n + i)])) << (8 * plane);
                values[i] = std::bit_cast<double>(before ^= bits);
            }
            from.at += qsizetype(8 * n);
            return values;
        }
        const std::vector<qint64> whole = integers(from, n, head);
        for (size_t i = 0; i < n; ++i)
            values[i] = double(whole[i]) / std::pow(10.0, head & 0x0f);
        return values;
    }

    static Words wordsOf(Bytes &from) {
        Words words;
        words.isReading = from.u8() == 0;
        if (!words.isReading) {
            words.kind = from.text();
            words.what = from.text();
            words.remedy = from.text();
            return words;
        }
        words.identity = from.text();
        words.version = from.text();
        for (quint64 left = from.varint(); left > 0; --left) {
            const QString name = from.text();
            words.settings[name] = from.text();
        }
        return words;
    }

    void takeBlock(const QByteArray &data) {
        Bytes from{unpacked(data)};
        const quint64 endpoint = from.varint();
        const auto n = size_t(from.varint());
        std::vector<StrangersPoll> polls(n);
        const auto column = [&] {
            const quint8 head = from.u8();
            return integers(from, n, head);
        };
        const std::vector<qint64> sequence = column(), at = column(), took = column();
        std::vector<Words> texts;
        for (quint64 left = from.varint(); left > 0; --left)
            texts.push_back(wordsOf(from));
        std::vector<size_t> readings;
        for (size_t i = 0; i < n;) {
            const Words &words = texts.at(size_t(from.varint()));
            for (quint64 left = from.varint(); left > 0; --left, ++i) {
                polls.at(i) = {sequence[i],     endpoint,       at[i],         took[i],
                               words.isReading, words.identity, words.version, words.settings,
                               words.kind,      words.what,     words.remedy,  {}};
                if (words.isReading)
                    readings.push_back(i);
            }
        }
        for (quint64 left = from.varint(); left > 0; --left)
            takeColumn(from, readings, polls);
        for (StrangersPoll &poll : polls)
            m_polls[poll.sequence] = poll;
    }

    void takeColumn(Bytes &from, const std::vector<size_t> &readings, std::vector<StrangersPoll> &polls) {
        const QString name = m_names[from.varint()];
        std::vector<size_t> present = readings;
        if (from.u8() == 0) {
            present.clear();
            for (size_t i = 0; i < readings.size(); ++i)
                if (from.data[from.at + qsizetype(i / 8)] >> (i % 8) & 1)
                    present.push_back(readings[i]);
            from.at += qsizetype((readings.size() + 7) / 8);
        }
        const std::vector<double> values = numbers(from, present.size());
        for (size_t i = 0; i < present.size(); ++i)
            polls[present[i]].values[name] = values[i];
    }

    sqlite3 *m_database = nullptr;
    std::map<quint64, QString> m_names;
    std::map<qint64, StrangersPoll> m_polls;
};

} // namespace spillway::test

#pragma once
// A recording opened for reading only, as a file that may be anything: checked and hardened before a
// row is read, and read in short transactions so that it never holds up whoever is writing it. Rows
// with a wrong checksum do not come out. Owned by the reader; one thread.

#include "configuration.h"
#include "recording.h"
#include "recording/chunk.h"
#include "recording/recordingschema.h"

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QTemporaryDir;

namespace spillway {

// One line of the directory: where a chunk's polls lie in sequence and in time.
struct ChunkEntry {
    qint64 first = 0;
    qint64 last = 0;
    EndpointId endpoint = 0;
    qint64 polls = 0;
    Instant from; // the earliest of its polls
    Instant to;   // the latest
};

struct RecordingHead {
    Configuration configuration;
    FieldNumbers fields;
    QStringList remarks; // what this version does not know or could not read
};

struct DirectoryPage {
    std::vector<ChunkEntry> entries;
    qint64 upTo = 0; // pass as `after` for the next page
    bool isLast = true;
};

// What there is at one moment, from a sequence number on.
struct Listing {
    DirectoryPage chunks;       // by first sequence number
    std::vector<Chunk> tail;    // one poll each, by sequence number
    qint64 first = 1;           // below it nothing is kept
    std::optional<qint64> last; // the recording was closed after this one
};

class RecordingFile {
public:
    static Outcome<std::unique_ptr<RecordingFile>> open(const QString &path);
    ~RecordingFile();

    const QString &path() const { return m_path; }
    // SQLite met a page that cannot be right: what was read may not be all there is.
    bool isDamaged() const { return m_isDamaged; }
    // Collects what stands on the pages into a temporary file and reads that from now on. False when
    // that was done before, or cannot be.
    bool salvage();
    // In words, once something had to be salvaged.
    QStringList remarks() const { return m_remarks; }

    std::optional<RecordingHead> head();
    qint64 firstSequence();               // what is below was deleted because of its age
    std::optional<qint64> lastSequence(); // set once the recording was closed
    std::optional<qint64> process();      // that writes it, or wrote it
    std::vector<RecordingNote> notes();
    std::vector<Decision> decisions();  // in the order in which they were made
    std::optional<Restored> restored(); // that the run began with
    Listing list(qint64 sequence, const FieldNumbers &fields);
    // The directory's next lines: behind `after`, and reaching `sequence` and `at`.
    DirectoryPage chunks(qint64 after, qint64 sequence, Instant at);
    std::vector<Chunk> tail(qint64 sequence, Instant at, const FieldNumbers &fields);
    // nullopt when its block is damaged.
    std::optional<Chunk> chunk(const ChunkEntry &entry, const FieldNumbers &fields);

    static constexpr Instant AnyTime = Instant::fromMs(std::numeric_limits<qint64>::min());
    static constexpr int PageSize = 256; // rows that chunks() and tail() give at once

private:
    explicit RecordingFile(const QString &path);
    std::optional<Failure> openDatabase();
    std::optional<Failure> openAt(const QString &path, const char *mode);
    bool copyAside();
    bool hasLog() const;
    bool looksLikeOurs() const;
    void noteMissingEnd();
    std::optional<QByteArray> meta(const QByteArray &name);
    std::optional<qint64> number(const QByteArray &name);
    std::map<quint64, QByteArray> fieldNames(QStringList &remarks);
    bool next(SqliteStatement &statement);
    std::vector<Row> inputs(const char *kind);

    QString m_path;
    std::unique_ptr<QTemporaryDir> m_aside; // holds a copy, when the file itself may not be touched
    SqliteDatabase m_database;
    bool m_isDamaged = false;
    bool m_isSalvaged = false;
    QStringList m_remarks;
};

} // namespace spillway

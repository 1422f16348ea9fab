#pragma once
// A recording: one SQLite file of raw frames, the configuration in force and human notes. Written
// while it is being read; safe to kill. The format is described in ARCHITECTURE.md, "Recordings".

#include "configuration.h"
#include "event.h"
#include "frame.h"
#include "keptstate.h"
#include "loststretch.h"
#include "recordingpolicy.h"
#include "recordingsize.h"

#include <QString>

#include <memory>
#include <optional>

namespace spillway {

struct RecordingNote {
    Instant at;
    QString stack;
    QString author;
    QString text;
    friend bool operator==(const RecordingNote &, const RecordingNote &) = default;
};

class RecordingWriter {
public:
    // The disk is told to keep what it has after so many frames, or when ten seconds would be at risk.
    static constexpr int CommitsPerSync = 10;

    // Creates the file (refuses to overwrite) and writes the configuration without its secrets.
    static Outcome<std::unique_ptr<RecordingWriter>>
    create(const QString &path, const Configuration &configuration, const RecordingPolicy &policy = {});
    ~RecordingWriter(); // closes: seals the open chunks and leaves one self-contained file

    RecordingWriter(const RecordingWriter &) = delete;
    RecordingWriter &operator=(const RecordingWriter &) = delete;

    // Once it returns without a failure the frame survives a kill of the process.
    std::optional<Failure> append(const Frame &frame);
    std::optional<Failure> append(const RecordingNote &note);
    std::optional<Failure> append(const Decision &decision);
    std::optional<Failure> append(const Restored &restored);
    std::optional<Failure> close();
    RecordingSize size() const; // while it is open
    // The file can take no more after an error of its disk, or has gone: record to a new one.
    bool isBroken() const;

private:
    struct State;
    explicit RecordingWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

class RecordingReader {
public:
    // Refuses what is not a regular, well-formed recording, before memory is spent on it.
    static Outcome<std::unique_ptr<RecordingReader>> open(const QString &path);
    ~RecordingReader();

    RecordingReader(const RecordingReader &) = delete;
    RecordingReader &operator=(const RecordingReader &) = delete;

    QString path() const;
    const Configuration &configuration() const; // ids in frames refer to it
    Instant start() const;
    Instant end() const;
    std::vector<RecordingNote> notes() const; // and those beside it, see notekeeping.h
    std::vector<Decision> decisions() const;  // in the order in which they were made
    std::optional<Restored> restored() const; // what the run knew before its first frame
    // Damage that was found so far, in words with its time range; empty = none.
    QStringList damage() const;
    std::vector<LostStretch> lost() const; // of it what has an end and a beginning

    // Frames in the order in which they were recorded.
    void rewind();
    void seek(Instant to); // the next frame is the first at or after `to`
    std::optional<Frame> next();

private:
    struct State;
    explicit RecordingReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace spillway

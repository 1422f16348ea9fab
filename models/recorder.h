#pragma once
// Keeps the frames of a live run in a recording, on a thread of its own: no disk, however slow or
// broken, holds up polling or alerting. What cannot be written waits in memory for fifteen minutes and
// longer, and is written when the disk allows it again. Lives in the GUI thread; owned by app/.

#include "configuration.h"
#include "event.h"
#include "frame.h"
#include "keptstate.h"
#include "recordingpolicy.h"
#include "recordingsize.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>

namespace spillway {

class RecentFrames;
class RecordingWriter;

class Recorder : public QObject {
    Q_OBJECT
public:
    static constexpr Duration HeldAtLeast = std::chrono::minutes(15);
    static constexpr Duration Retry{1000};

    // Creates the file; a failure here is the caller's to report. It begins with what came earlier.
    static Outcome<std::unique_ptr<Recorder>> start(const QString &path, const Configuration &configuration,
                                                    const RecordingPolicy &policy = {},
                                                    std::shared_ptr<const RecentFrames> earlier = {});
    ~Recorder() override; // closes, and nobody hears of a failure

    // The next name beside it that no file has: "a.spill", "a-2.spill", "a-3.spill".
    static QString nextPath(const QString &path);

    // Writes what is held, if the disk takes it, and completes the file. Waits for the disk.
    std::optional<Failure> close();
    // Takes no more, and says when close() need no longer wait.
    void end();
    RecordingSize size() const;   // of the file as it was after the last write
    QString path() const;         // of the file that is being written
    qsizetype heldFrames() const; // wait to be written

public slots:
    void record(const spillway::Frame &frame);
    void addNote(const spillway::Event &note);
    void addDecision(const spillway::Decision &decision);
    void addBeginning(const spillway::Restored &restored); // of the run

signals:
    void paused(const spillway::Failure &why); // once until resumed; frames are held in memory
    void resumed(qsizetype lost);              // frames for which the memory was not enough
    void continuedIn(const QString &path);     // the file before it could take no more
    void ended();

private:
    using Item = std::variant<Frame, Event, Decision, Restored>;
    struct Gap {
        qsizetype frames = 0;
        Instant from;
        Instant to;
    };
    Recorder(std::unique_ptr<RecordingWriter> writer, const QString &path, const Configuration &configuration,
             const RecordingPolicy &policy, std::shared_ptr<const RecentFrames> earlier);
    void hold(Item item);
    void holdEarlier();
    void run();
    std::optional<Failure> write(const Item &item);
    std::optional<Failure> beginNextFile();
    void pause(const Failure &why, std::unique_lock<std::mutex> &lock);
    void resume(std::unique_lock<std::mutex> &lock);

    const Configuration m_configuration;
    const RecordingPolicy m_policy;
    const QString m_firstPath;

    mutable std::mutex m_mutex; // of the members up to m_isClosing
    std::condition_variable m_wake;
    size_t m_capacity;
    std::deque<Item> m_held;
    Gap m_gap; // frames for which there was no room
    QString m_path;
    RecordingSize m_size;
    bool m_isPaused = false;
    bool m_isClosing = false;

    // The thread's own, until it is joined.
    std::unique_ptr<RecordingWriter> m_writer;
    std::shared_ptr<const RecentFrames> m_earlier;
    std::deque<Item> m_unsynced; // written, but a broken disk may not have kept them
    std::optional<Failure> m_closeFailure;
    std::thread m_thread;
};

} // namespace spillway

#pragma once
// What outlives a live run: the state of its alerts and what was decided about them, in one small file for
// each configuration, so that the next run goes on from it. The file is written on a thread of its own, at
// each change and every ten seconds, because a killed program cannot say until when it watched. A disk that
// takes nothing is said once and holds up nothing. Lives in the GUI thread; owned by the run, whose session
// outlives it.

#include "keptstate.h"
#include "outcome.h"

#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

class QLockFile;

namespace spillway {

class Session;

class Ledger : public QObject {
    Q_OBJECT
public:
    static constexpr Duration WrittenEvery{10'000};

    // "FOLDER/spillway-3f2a….json", the same for each way to write the path of that configuration.
    static QString pathOf(const QString &folder, const QString &configuration);

    Ledger(const QString &path, const Session *session);
    ~Ledger() override; // writes the last state, if anything was watched; waits for the disk

    // Takes the file for this run alone, and gives what is in it. A failure if another run has it, and then
    // it is neither read nor written; or if it is damaged, and then the next change replaces it.
    Outcome<std::optional<KeptState>> open();

signals:
    void troubled(const QString &what); // once, until a write succeeds again

private:
    void take();
    void write(const KeptState &state);
    void run();

    const QString m_path;
    const Session *m_session;
    std::unique_ptr<QLockFile> m_lock;
    bool m_hasFrames = false;
    bool m_isDue = false;           // something changed since it was last handed to the thread
    std::optional<Instant> m_taken; // the time of the newest frame then

    std::mutex m_mutex; // of the next two
    std::optional<KeptState> m_next;
    bool m_isClosing = false;
    std::condition_variable m_wake;
    bool m_isTroubled = false; // the thread's own
    std::thread m_thread;
};

} // namespace spillway

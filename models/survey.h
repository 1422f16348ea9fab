#pragma once
// Reads a whole recording ahead: for the overview, for the next event, and for the checkpoints that make a
// seek short. On a thread of its own, with its own reader and engine, so that a recording of any length
// opens at once. Gives up within a frame. Lives in the GUI thread; owned by the player.

#include "checkpoints.h"
#include "loststretch.h"

#include <QObject>

#include <functional>
#include <memory>
#include <thread>

namespace spillway {

class RecordingReader;

// On the way, each time that a checkpoint is due.
using Passed = std::function<void(Checkpoint)>;
// The engine after the last frame; null when it was told to stop.
std::unique_ptr<Engine> surveyed(RecordingReader &reader, const Checkpoint &origin,
                                 const std::stop_token &stop, const Passed &passed);

class Survey : public QObject {
    Q_OBJECT
public:
    explicit Survey(QObject *parent = nullptr);
    ~Survey() override;

    void start(const QString &recording, const Checkpoint &origin);
    void stop();
    bool isRunning() const { return m_isRunning; }

signals:
    void passed(const std::shared_ptr<spillway::Checkpoint> &checkpoint);
    // Null: the recording could not be opened a second time. With what of it could not be read.
    void finished(const std::shared_ptr<spillway::Engine> &engine,
                  const std::vector<spillway::LostStretch> &lost);

private:
    void tell(quint64 question, std::function<void()> what);

    quint64 m_question = 0;
    bool m_isRunning = false;
    std::jthread m_thread;
};

} // namespace spillway

#pragma once
// What is kept of a live run: its last fifteen minutes, always and in memory, and a recording where one is
// wished, which may begin with them. So one can wish for it after the fact. Files are written on threads of
// their own. Lives in the GUI thread; owned by app/.

#include "configuration.h"
#include "event.h"
#include "frame.h"
#include "keptstate.h"
#include "recordingpolicy.h"
#include "recordingsize.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace spillway {

class RecentFrames;
class Recorder;

class Tape : public QObject {
    Q_OBJECT
public:
    explicit Tape(const Configuration &configuration, QObject *parent = nullptr);
    ~Tape() override; // finishes its files, and nobody hears of a failure

    // What the run knew before its first frame; recordings that reach back to it begin with that.
    void setBeginning(const Restored &restored) { m_beginning = restored; }
    // For files that nobody named: "spillway-20240303-095200.spill".
    void setFolder(const QString &folder) { m_folder = folder; }

    // From the last fifteen minutes on, until endRecording().
    std::optional<Failure> record(const QString &path, const RecordingPolicy &policy = {});
    bool isRecording() const { return m_recorder != nullptr; }
    QString recordingPath() const; // also of the last one, once it has ended
    RecordingSize recordingSize() const;
    // Ends what is being written, and waits for the disk. A failure of the recording, if there is one.
    std::optional<Failure> close();
    size_t memory() const; // bytes, about, of the last fifteen minutes

public slots:
    void take(const spillway::Frame &frame);
    void addNote(const spillway::Event &note);
    void addDecision(const spillway::Decision &decision);
    // The last fifteen minutes into a file of their own; never over another one. Unnamed: see setFolder().
    void keepRecent(const QString &path = {});
    void toggleRecording(); // unnamed
    void endRecording();

signals:
    void recentKept(const QString &path);
    void recordingChanged(); // it began or ended
    void recordingEnded(const QString &path);
    // Nothing is lost so far, or what is; or why a file was not written. In words.
    void troubled(const QString &what);

private:
    QString unnamedPath() const;
    std::shared_ptr<const RecentFrames> recent() const;
    void follow(Recorder *recorder);
    void tellEarlier(Recorder &recorder) const;
    void finishKeeping();
    std::optional<Failure> finishRecording();

    const Configuration m_configuration;
    QString m_folder;
    std::unique_ptr<RecentFrames> m_frames;
    std::vector<Event> m_notes;        // of the same time
    std::vector<Decision> m_decisions; // likewise
    std::optional<Restored> m_beginning;
    std::optional<Instant> m_first; // frame of the run
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<Recorder> m_keeper; // writes what is kept
    QString m_recordingPath;
};

} // namespace spillway

#include "tape.h"

#include "recentframes.h"
#include "recorder.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <utility>

namespace spillway {

namespace {

QString unusedPath(const QString &path) {
    return QFile::exists(path) ? Recorder::nextPath(path) : path;
}

} // namespace

Tape::Tape(const Configuration &configuration, QObject *parent)
    : QObject(parent)
    , m_configuration(configuration)
    , m_frames(std::make_unique<RecentFrames>()) {}

Tape::~Tape() = default;

// Recorded first, so that nothing that anybody is told is missing from the file.
void Tape::take(const Frame &frame) {
    if (m_recorder)
        m_recorder->record(frame);
    m_frames->add(frame);
    if (!m_first)
        m_first = frame.at;
}

void Tape::addNote(const Event &note) {
    if (m_recorder)
        m_recorder->addNote(note);
    m_notes.push_back(note);
    std::erase_if(m_notes,
                  [&](const Event &one) { return one.at < m_frames->newest() - RecentFrames::Reach; });
}

void Tape::addDecision(const Decision &decision) {
    if (m_recorder)
        m_recorder->addDecision(decision);
    m_decisions.push_back(decision);
    std::erase_if(m_decisions,
                  [&](const Decision &one) { return one.at < m_frames->newest() - RecentFrames::Reach; });
}

void Tape::tellEarlier(Recorder &recorder) const {
    if (m_beginning && (!m_first || *m_first >= m_frames->newest() - RecentFrames::Reach))
        recorder.addBeginning(*m_beginning);
    for (const Event &note : m_notes)
        recorder.addNote(note);
    for (const Decision &decision : m_decisions)
        recorder.addDecision(decision);
}

std::shared_ptr<const RecentFrames> Tape::recent() const {
    return std::make_shared<const RecentFrames>(*m_frames);
}

size_t Tape::memory() const {
    return m_frames->memory();
}

QString Tape::unnamedPath() const {
    const QString name = QDateTime::fromMSecsSinceEpoch(m_frames->newest().ms(), Qt::UTC)
                             .toString(QStringLiteral("'spillway-'yyyyMMdd-HHmmss'.spill'"));
    return unusedPath(m_folder.isEmpty() ? name : QDir(m_folder).filePath(name));
}

std::optional<Failure> Tape::record(const QString &path, const RecordingPolicy &policy) {
    auto recorder = Recorder::start(path, m_configuration, policy, recent());
    if (!recorder)
        return recorder.failure();
    m_recorder = std::move(recorder).value();
    m_recordingPath = path;
    tellEarlier(*m_recorder);
    follow(m_recorder.get());
    emit recordingChanged();
    return std::nullopt;
}

void Tape::follow(Recorder *recorder) {
    connect(recorder, &Recorder::paused, this, [this](const Failure &why) {
        emit troubled(tr("%1: %2; polls wait in memory").arg(recordingPath(), why.what));
    });
    connect(recorder, &Recorder::resumed, this, [this](qsizetype lost) {
        emit troubled(lost == 0
                          ? tr("%1: recording goes on, nothing is lost").arg(recordingPath())
                          : tr("%1: recording goes on, %n poll(s) are lost", nullptr, static_cast<int>(lost))
                                .arg(recordingPath()));
    });
    connect(recorder, &Recorder::continuedIn, this, [this](const QString &path) {
        m_recordingPath = path;
        emit troubled(tr("recording goes on in %1").arg(path));
    });
    connect(recorder, &Recorder::ended, this, [this, recorder] {
        if (m_recorder.get() != recorder)
            return;
        if (const std::optional<Failure> failure = finishRecording())
            emit troubled(tr("%1: %2; %3").arg(m_recordingPath, failure->what, failure->remedy));
        else
            emit recordingEnded(m_recordingPath);
    });
}

QString Tape::recordingPath() const {
    return m_recorder ? m_recorder->path() : m_recordingPath;
}

RecordingSize Tape::recordingSize() const {
    return m_recorder ? m_recorder->size() : RecordingSize{};
}

void Tape::toggleRecording() {
    if (m_recorder)
        return endRecording();
    if (m_frames->newest() == Instant{})
        return emit troubled(tr("nothing to record yet: no endpoint was heard"));
    if (const std::optional<Failure> failure = record(unnamedPath()))
        emit troubled(tr("not recorded: %1; %2").arg(failure->what, failure->remedy));
}

void Tape::endRecording() {
    if (m_recorder)
        m_recorder->end();
}

std::optional<Failure> Tape::finishRecording() {
    if (!m_recorder)
        return std::nullopt;
    std::optional<Failure> failure = m_recorder->close();
    m_recordingPath = m_recorder->path();
    m_recorder.reset();
    emit recordingChanged();
    return failure;
}

// One at a time: whoever asks again while it is being written would get the same.
void Tape::keepRecent(const QString &path) {
    if (m_keeper)
        return;
    if (m_frames->newest() == Instant{})
        return emit troubled(tr("nothing to keep yet: no endpoint was heard"));
    auto recorder = Recorder::start(path.isEmpty() ? unnamedPath() : unusedPath(path), m_configuration,
                                    {PowerCut::LosesAll, {}}, recent());
    if (!recorder)
        return emit troubled(tr("not kept: %1; %2").arg(recorder.failure().what, recorder.failure().remedy));
    m_keeper = std::move(recorder).value();
    tellEarlier(*m_keeper);
    connect(m_keeper.get(), &Recorder::ended, this, &Tape::finishKeeping);
    m_keeper->end();
}

// What could not be written whole is no file to trust; the memory still holds it.
void Tape::finishKeeping() {
    if (!m_keeper)
        return;
    const std::unique_ptr<Recorder> keeper = std::exchange(m_keeper, nullptr);
    if (const std::optional<Failure> failure = keeper->close()) {
        QFile::remove(keeper->path());
        emit troubled(tr("not kept: %1; %2").arg(failure->what, failure->remedy));
        return;
    }
    emit recentKept(keeper->path());
}

std::optional<Failure> Tape::close() {
    finishKeeping();
    return finishRecording();
}

} // namespace spillway

#include "recorder.h"

#include "recentframes.h"
#include "recording.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace spillway {

namespace {

constexpr int mostTriesAtEnd = 3; // a fault that passes costs nothing; for others nobody waits

// Room for the promised time at every endpoint's cadence; a count, because a clock may jump.
size_t capacityFor(const Configuration &configuration) {
    size_t frames = 60; // notes, and rounding
    for (const Endpoint &endpoint : configuration.endpoints)
        frames += static_cast<size_t>(Recorder::HeldAtLeast / std::max(endpoint.every, Duration(10)));
    return frames;
}

RecordingNote toNote(const Event &event) {
    const auto *note = std::get_if<NoteEvent>(&event.what);
    return {event.at, event.stack, note ? note->author : QString(), event.text};
}

} // namespace

QString Recorder::nextPath(const QString &path) {
    const QFileInfo file(path);
    const QString suffix = file.suffix().isEmpty() ? QString() : QLatin1Char('.') + file.suffix();
    const QString stem = path.chopped(suffix.size());
    for (int number = 2;; ++number) {
        const QString next = QStringLiteral("%1-%2%3").arg(stem).arg(number).arg(suffix);
        if (!QFileInfo::exists(next))
            return next;
    }
}

Outcome<std::unique_ptr<Recorder>> Recorder::start(const QString &path, const Configuration &configuration,
                                                   const RecordingPolicy &policy,
                                                   std::shared_ptr<const RecentFrames> earlier) {
    auto writer = RecordingWriter::create(path, configuration, policy);
    if (!writer)
        return writer.failure();
    return std::unique_ptr<Recorder>(
        new Recorder(std::move(writer).value(), path, configuration, policy, std::move(earlier)));
}

Recorder::Recorder(std::unique_ptr<RecordingWriter> writer, const QString &path,
                   const Configuration &configuration, const RecordingPolicy &policy,
                   std::shared_ptr<const RecentFrames> earlier)
    : m_configuration(configuration)
    , m_policy(policy)
    , m_firstPath(path)
    , m_capacity(capacityFor(configuration))
    , m_path(path)
    , m_size(writer->size())
    , m_writer(std::move(writer))
    , m_earlier(std::move(earlier))
    , m_thread([this] { run(); }) {}

Recorder::~Recorder() {
    close();
}

std::optional<Failure> Recorder::close() {
    if (!m_thread.joinable())
        return std::nullopt;
    end();
    m_thread.join();
    return m_closeFailure;
}

void Recorder::end() {
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_wake.notify_one();
}

RecordingSize Recorder::size() const {
    const std::lock_guard lock(m_mutex);
    return m_size;
}

QString Recorder::path() const {
    const std::lock_guard lock(m_mutex);
    return m_path;
}

qsizetype Recorder::heldFrames() const {
    const std::lock_guard lock(m_mutex);
    return std::count_if(m_held.begin(), m_held.end(),
                         [](const Item &item) { return std::holds_alternative<Frame>(item); });
}

void Recorder::record(const Frame &frame) {
    hold(frame);
}
void Recorder::addNote(const Event &note) {
    hold(note);
}
void Recorder::addDecision(const Decision &decision) {
    hold(decision);
}
void Recorder::addBeginning(const Restored &restored) {
    hold(restored);
}

void Recorder::hold(Item item) {
    {
        const std::lock_guard lock(m_mutex);
        m_held.push_back(std::move(item));
        if (m_held.size() > m_capacity) {
            if (const auto *frame = std::get_if<Frame>(&m_held.front())) {
                m_gap.from = m_gap.frames == 0 ? frame->at : m_gap.from;
                m_gap.to = frame->at;
                ++m_gap.frames;
            }
            m_held.pop_front();
        }
    }
    m_wake.notify_one();
}

// What was held before it began comes first; unpacking it is no work for the GUI thread.
void Recorder::holdEarlier() {
    const auto earlier = std::exchange(m_earlier, {});
    if (!earlier)
        return;
    const std::vector<Frame> frames = earlier->frames();
    const std::lock_guard lock(m_mutex);
    m_capacity += frames.size();
    m_held.insert(m_held.begin(), frames.begin(), frames.end());
}

// The thread: writes what is held, one by one, until it is told to close.
void Recorder::run() {
    holdEarlier();
    int triesAtEnd = 0;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return !m_held.empty() || m_isClosing; });
        if (m_held.empty())
            break;
        Item item = std::move(m_held.front());
        m_held.pop_front();
        lock.unlock();
        const std::optional<Failure> failure = write(item);
        const RecordingSize size = m_writer->size();
        lock.lock();
        m_size = size;
        if (!failure) {
            resume(lock);
            continue;
        }
        m_held.push_front(std::move(item));
        if (m_isClosing && ++triesAtEnd == mostTriesAtEnd) {
            const int left = static_cast<int>(m_held.size());
            m_closeFailure = Failure{FailureKind::Storage,
                                     tr("%1; %n poll(s) are not recorded", nullptr, left).arg(failure->what),
                                     failure->remedy};
            break;
        }
        pause(*failure, lock);
        m_wake.wait_for(lock, Retry, [this] { return m_isClosing; });
    }
    lock.unlock();
    const std::optional<Failure> failure = m_writer->close();
    if (!m_closeFailure)
        m_closeFailure = failure;
    emit ended();
}

void Recorder::pause(const Failure &why, std::unique_lock<std::mutex> &lock) {
    if (std::exchange(m_isPaused, true))
        return;
    lock.unlock();
    emit paused(why);
    lock.lock();
}

// The disk takes frames again. What the memory could not hold becomes a note in the recording.
void Recorder::resume(std::unique_lock<std::mutex> &lock) {
    // A disk that is merely too slow never pauses; its gap is told once it has caught up.
    if (!m_isPaused && (m_gap.frames == 0 || !m_held.empty()))
        return;
    m_isPaused = false;
    const Gap gap = std::exchange(m_gap, {});
    if (gap.frames > 0) {
        const QString text = tr("%n poll(s) from %1 to %2 are not recorded: the disk took none for too long",
                                nullptr, static_cast<int>(gap.frames))
                                 .arg(gap.from.toIso(), gap.to.toIso());
        m_held.push_front(Event{gap.to, QString(), text, NoteEvent{QStringLiteral("Spillway")}});
    }
    lock.unlock();
    emit resumed(gap.frames);
    lock.lock();
}

std::optional<Failure> Recorder::write(const Item &item) {
    const auto append = [this](const Item &one) {
        if (const auto *note = std::get_if<Event>(&one))
            return m_writer->append(toNote(*note));
        if (const auto *decision = std::get_if<Decision>(&one))
            return m_writer->append(*decision);
        if (const auto *restored = std::get_if<Restored>(&one))
            return m_writer->append(*restored);
        return m_writer->append(std::get<Frame>(one));
    };
    std::optional<Failure> failure = append(item);
    if (failure && m_writer->isBroken()) {
        failure = beginNextFile();
        for (const Item &earlier : m_unsynced)
            if (!failure)
                failure = append(earlier);
        if (!failure)
            failure = append(item);
    }
    if (failure)
        return failure;
    m_unsynced.push_back(item);
    if (m_unsynced.size() > RecordingWriter::CommitsPerSync)
        m_unsynced.pop_front();
    return std::nullopt;
}

std::optional<Failure> Recorder::beginNextFile() {
    const QString path = nextPath(m_firstPath);
    auto writer = RecordingWriter::create(path, m_configuration, m_policy);
    if (!writer)
        return writer.failure();
    m_writer = std::move(writer).value();
    {
        const std::lock_guard lock(m_mutex);
        m_path = path;
    }
    emit continuedIn(path);
    return std::nullopt;
}

} // namespace spillway

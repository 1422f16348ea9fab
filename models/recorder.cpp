#include "recorder.h"

#include "recording.h"

#include <QFileInfo>

#include <numeric>

namespace spillway {

namespace {

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

// "a.spill", "a-2.spill", "a-3.spill"
QString nextPath(const QString &path) {
    const QFileInfo file(path);
    const QString suffix = file.suffix().isEmpty() ? QString() : QLatin1Char('.') + file.suffix();
    const QString stem = path.chopped(suffix.size());
    for (int number = 2;; ++number) {
        const QString next = QStringLiteral("%1-%2%3").arg(stem).arg(number).arg(suffix);
        if (!QFileInfo::exists(next))
            return next;
    }
}

} // namespace

Outcome<std::unique_ptr<Recorder>> Recorder::start(const QString &path, const Configuration &configuration) {
    auto writer = RecordingWriter::create(path, configuration);
    if (!writer)
        return writer.failure();
    return std::unique_ptr<Recorder>(new Recorder(std::move(writer).value(), path, configuration));
}

Recorder::Recorder(std::unique_ptr<RecordingWriter> writer, const QString &path,
                   const Configuration &configuration)
    : m_configuration(configuration)
    , m_firstPath(path)
    , m_capacity(capacityFor(configuration))
    , m_path(path)
    , m_writer(std::move(writer))
    , m_thread([this] { run(); }) {}

Recorder::~Recorder() {
    close();
}

std::optional<Failure> Recorder::close() {
    if (!m_thread.joinable())
        return std::nullopt;
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_wake.notify_one();
    m_thread.join();
    return m_closeFailure;
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

void Recorder::hold(Item item) {
    {
        const std::lock_guard lock(m_mutex);
        m_held.push_back(std::move(item));
        if (m_held.size() > m_capacity) {
            if (const auto *frame = std::get_if<Frame>(&m_held.front())) {
                Gap &gap = m_gaps[m_configuration.endpoints[frame->endpoint].stack];
                gap.from = gap.frames == 0 ? frame->at : gap.from;
                gap.to = frame->at;
                ++gap.frames;
            }
            m_held.pop_front();
        }
    }
    m_wake.notify_one();
}

// The thread: writes what is held, one by one, until it is told to close.
void Recorder::run() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return !m_held.empty() || m_isClosing; });
        if (m_held.empty())
            break;
        Item item = std::move(m_held.front());
        m_held.pop_front();
        lock.unlock();
        const std::optional<Failure> failure = write(item);
        lock.lock();
        settle(failure, std::move(item), lock);
        if (!failure)
            continue;
        if (m_isClosing) {
            m_closeFailure =
                Failure{FailureKind::Storage,
                        tr("%n item(s) could not be recorded: %1", nullptr, static_cast<int>(m_held.size()))
                            .arg(failure->what),
                        failure->remedy};
            break;
        }
        m_wake.wait_for(lock, Retry, [this] { return m_isClosing; });
    }
    lock.unlock();
    const std::optional<Failure> failure = m_writer->close();
    if (!m_closeFailure)
        m_closeFailure = failure;
}

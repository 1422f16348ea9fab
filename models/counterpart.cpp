#include "counterpart.h"

#include "recording.h"

#include <QFileInfo>
#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace spillway {

namespace {

// Null when it was given up.
std::shared_ptr<const Engine> engineAfter(RecordingReader &reader, const std::stop_token &stop) {
    const Duration length = reader.end() - reader.start();
    auto engine = std::make_shared<Engine>(reader.configuration(), std::max<Duration>(24h, length));
    for (auto frame = reader.next(); frame; frame = reader.next()) {
        if (stop.stop_requested())
            return nullptr;
        engine->consume(*frame);
    }
    return engine;
}

} // namespace

std::optional<Instant> firstOnset(const Engine &engine, StackId stack) {
    const QString &name = engine.configuration().stacks[stack].name;
    std::optional<Instant> firstFiring;
    for (const Event &event : engine.timeline()) {
        if (event.stack != name)
            continue;
        if (const auto *verdict = std::get_if<Verdict>(&event.what);
            verdict && verdict->culprit != Culprit::None && verdict->culprit != Culprit::Unknown)
            return verdict->onset.value_or(event.at);
        if (const auto *alert = std::get_if<AlertEvent>(&event.what);
            alert && alert->state == AlertState::Firing && !firstFiring)
            firstFiring = event.at;
    }
    return firstFiring;
}

Alignment alignmentOf(const Engine &ours, StackId stack, const Engine &theirs) {
    const Configuration &other = theirs.configuration();
    Alignment alignment;
    const auto same = other.stackNamed(ours.configuration().stacks[stack].name);
    alignment.stack = same.value_or(stack < other.stacks.size() ? stack : StackId(0));
    const auto ourOnset = firstOnset(ours, stack);
    const auto theirOnset = firstOnset(theirs, alignment.stack);
    alignment.isAtOnset = ourOnset && theirOnset;
    alignment.ours = alignment.isAtOnset ? *ourOnset : ours.history().oldest();
    alignment.theirs = alignment.isAtOnset ? *theirOnset : theirs.history().oldest();
    return alignment;
}

Counterpart::Counterpart(QObject *parent)
    : QObject(parent) {}

Counterpart::~Counterpart() = default;

void Counterpart::open(const QString &path) {
    close();
    m_name = QFileInfo(path).fileName();
    m_isOpening = true;
    m_thread = std::jthread([this, path, question = m_question](const std::stop_token &stop) {
        auto reader = RecordingReader::open(path);
        if (!reader) {
            QMetaObject::invokeMethod(
                this, [this, question, why = reader.failure()] { refuse(question, why); },
                Qt::QueuedConnection);
            return;
        }
        if (auto engine = engineAfter(**reader, stop))
            QMetaObject::invokeMethod(
                this,
                [this, question, engine = std::move(engine)]() mutable { take(question, std::move(engine)); },
                Qt::QueuedConnection);
    });
}

void Counterpart::close() {
    ++m_question;
    m_thread = {}; // asks it to stop, and waits for its last frame
    m_isOpening = false;
    if (const auto before = std::exchange(m_other, nullptr))
        emit changed();
}

void Counterpart::take(quint64 question, std::shared_ptr<const Engine> other) {
    if (question != m_question)
        return;
    m_isOpening = false;
    // Without a stack or a sample there is nothing to lay beside ours.
    if (other->configuration().stacks.empty() || other->history().isEmpty())
        return refuse(question, {FailureKind::Storage, tr("%1 holds no answers").arg(m_name),
                                 tr("choose another recording")});
    m_other = std::move(other);
    emit changed();
}

void Counterpart::refuse(quint64 question, const Failure &why) {
    if (question != m_question)
        return;
    m_isOpening = false;
    emit failed(why);
}

} // namespace spillway

#include "survey.h"

#include "recording.h"

#include <QMetaObject>

namespace spillway {

std::unique_ptr<Engine> surveyed(RecordingReader &reader, const Checkpoint &origin,
                                 const std::stop_token &stop, const Passed &passed) {
    auto engine = std::make_unique<Engine>(origin.engine);
    NoteQueue notes = origin.notes;
    std::optional<Instant> reached;
    qint64 frames = 0;
    bool isDue = false;
    for (auto frame = reader.next(); frame; frame = reader.next()) {
        if (stop.stop_requested())
            return nullptr;
        isDue = isDue || (frames > 0 && frames % Checkpoints::Spacing == 0);
        if (isDue && frame->at > *reached) { // frames of one instant belong together
            passed({reached, frame->at, frames - frames % Checkpoints::Spacing, *engine, notes});
            isDue = false;
        }
        reached = std::max(reached.value_or(frame->at), frame->at);
        notes.settleBefore(frame->at, *engine);
        engine->consume(*frame);
        ++frames;
    }
    notes.settleBefore(Instant{Duration::max()}, *engine);
    return engine;
}

Survey::Survey(QObject *parent)
    : QObject(parent) {}

Survey::~Survey() {
    stop();
}

void Survey::start(const QString &recording, const Checkpoint &origin) {
    stop();
    m_isRunning = true;
    // The engine is made anew on that thread from what it shares with ours.
    m_thread = std::jthread([this, recording, origin, question = m_question](const std::stop_token &stop) {
        const auto opened = RecordingReader::open(recording);
        std::shared_ptr<Engine> engine;
        std::vector<LostStretch> lost;
        if (opened) {
            engine = surveyed(**opened, origin, stop, [&](Checkpoint checkpoint) {
                tell(question, [this, passed = std::make_shared<Checkpoint>(std::move(checkpoint))] {
                    emit this->passed(passed);
                });
            });
            lost = (*opened)->lost();
        }
        if (!stop.stop_requested())
            tell(question, [this, engine = std::move(engine), lost = std::move(lost)] {
                m_isRunning = false;
                emit finished(engine, lost);
            });
    });
}

void Survey::stop() {
    ++m_question; // what is still on its way is of no use any more
    m_isRunning = false;
    m_thread = {}; // asks it to stop, and waits for its last frame
}

void Survey::tell(quint64 question, std::function<void()> what) {
    QMetaObject::invokeMethod(
        this,
        [this, question, what = std::move(what)] {
            if (question == m_question)
                what();
        },
        Qt::QueuedConnection);
}

} // namespace spillway

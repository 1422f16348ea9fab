#pragma once
// A live session that saw an incident, and its recording: what a replay has to give again.

#include "checkout.h"
#include "eventjson.h"
#include "recording.h"
#include "session.h"

#include <memory>
#include <vector>

namespace spillway {

// Three quiet minutes, a cut of maxmemory, an endpoint lost and found, and a recovery.
inline std::vector<Frame> incident() {
    const Instant start = Checkout::start();
    Checkout checkout;
    std::vector<Frame> frames = checkout.steady(start, 180, 0.95, 3);
    const auto add = [&frames](const std::vector<Frame> &more) {
        frames.insert(frames.end(), more.begin(), more.end());
    };
    checkout.maxMemory = QStringLiteral("419430400");
    add(checkout.steady(start + 180s, 60, 0.4, 20));
    for (int i = 240; i < 250; ++i) {
        const Instant at = start + std::chrono::seconds(i);
        add({Checkout::failed(Checkout::Cache, at, QStringLiteral("connection refused")),
             Checkout::failed(Checkout::Database, at, QStringLiteral("connection refused"))});
    }
    add(checkout.steady(start + 250s, 120, 0.95, 3));
    return frames;
}

inline QByteArray linesOf(const std::vector<Event> &timeline) {
    QByteArray lines;
    for (const Event &event : timeline)
        lines += toJsonLine(event) + '\n';
    return lines;
}

// Records it, notes and decisions included, and returns the live timeline; empty when that fails.
inline std::vector<Event> recordIncident(const QString &path) {
    auto created = RecordingWriter::create(path, Checkout::configuration());
    if (!created)
        return {};
    const std::unique_ptr<RecordingWriter> writer = std::move(created).value();
    bool isWritten = true;
    Session live(Checkout::configuration(), Session::Mode::Live, nullptr);
    QObject::connect(&live, &Session::frameConsumed, &live,
                     [&](const Frame &frame) { isWritten = isWritten && !writer->append(frame); });
    QObject::connect(&live, &Session::noteAdded, &live, [&](const Event &note) {
        const QString author = std::get<NoteEvent>(note.what).author;
        isWritten = isWritten && !writer->append(RecordingNote{note.at, note.stack, author, note.text});
    });
    QObject::connect(&live, &Session::decided, &live,
                     [&](const Decision &decision) { isWritten = isWritten && !writer->append(decision); });
    live.addNote(QString(), QStringLiteral("before the first frame"));
    const std::vector<Frame> frames = incident();
    for (size_t i = 0; i < frames.size(); ++i) {
        live.consume(frames[i]);
        if (i == 400)
            live.addNote(QStringLiteral("checkout"), QStringLiteral("looking at it"));
        if (i == 410) {
            live.acknowledge(0, {}, QStringLiteral("it is the import"));
            live.settleNotes(live.engine().now() + 1ms);
            live.addNote(QStringLiteral("checkout"), QStringLiteral("of the same moment, but later"));
        }
        if (i == 430)
            live.snooze(0, QStringLiteral("Hit ratio low"), 20s); // ends within the incident
        if (i == 480) // between two failures of the same millisecond
            live.addNote(QString(), QStringLiteral("all is gone"));
    }
    live.addNote(QString(), QStringLiteral("after the last frame"));
    live.settleNotes(live.engine().now() + 1ms);
    return isWritten && !writer->close() ? live.engine().timeline() : std::vector<Event>{};
}

} // namespace spillway

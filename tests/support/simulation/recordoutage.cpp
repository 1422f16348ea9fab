// Writes the bundled outage: recordoutage FILE. Run it after a change of the model and commit the file.

#include "outage.h"

#include <QTextStream>

using namespace spillway;

namespace {

std::optional<Failure> record(const QString &path) {
    Simulation simulation = marchThird();
    auto created = RecordingWriter::create(path, simulation.configuration());
    if (!created)
        return created.failure();
    const std::unique_ptr<RecordingWriter> writer = std::move(created).value();
    const std::vector<RecordingNote> notes = marchThirdNotes();
    auto note = notes.begin();
    const auto writeNotes = [&](Instant until) -> std::optional<Failure> {
        for (; note != notes.end() && note->at <= until; ++note)
            if (const auto failure = writer->append(*note))
                return failure;
        return std::nullopt;
    };
    Instant newest;
    while (const auto frame = simulation.next()) {
        newest = frame->at;
        if (const auto failure = writeNotes(newest))
            return failure;
        if (const auto failure = writer->append(*frame))
            return failure;
    }
    if (const auto failure = writeNotes(notes.back().at))
        return failure;
    return writer->close();
}

} // namespace

int main(int argc, char **argv) {
    QTextStream err(stderr);
    if (argc != 2) {
        err << "usage: recordoutage FILE\n";
        return 2;
    }
    if (const auto failure = record(QString::fromLocal8Bit(argv[1]))) {
        err << failure->what << '\n';
        return 2;
    }
    return 0;
}

// Writes the recordings of the bundled drills into a folder: recorddrills FOLDER. Run it after a change of
// the model or of a drill and commit the files.

#include "drills.h"
#include "recording.h"

#include <QDir>
#include <QTextStream>

using namespace spillway;

namespace {

std::optional<Failure> record(const QString &drill, const QString &path) {
    DrillSimulation simulation(drill);
    auto created = RecordingWriter::create(path, simulation.configuration());
    if (!created)
        return created.failure();
    const std::unique_ptr<RecordingWriter> writer = std::move(created).value();
    while (const auto frame = simulation.next())
        if (const auto failure = writer->append(*frame))
            return failure;
    return writer->close();
}

} // namespace

int main(int argc, char **argv) {
    QTextStream err(stderr);
    if (argc != 2) {
        err << "usage: recorddrills FOLDER\n";
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    for (const Drill &drill : drillTable()) {
        const QString name = QLatin1String(drill.name);
        if (const auto failure = record(name, folder.filePath(name + QStringLiteral(".spill")))) {
            err << name << ": " << failure->what << '\n';
            return 2;
        }
    }
    return 0;
}

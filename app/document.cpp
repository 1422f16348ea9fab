#include "document.h"

#include "configfile.h"
#include "recording.h"
#include "terminal.h"

#include <QFile>
#include <QFileInfo>

namespace spillway {

Document::Document() = default;
Document::Document(Document &&) noexcept = default;
Document &Document::operator=(Document &&) noexcept = default;
Document::~Document() = default;

QString Document::name() const {
    return QFileInfo(path).fileName();
}

bool isRecording(const QString &path) {
    static const QByteArray firstBytes("SQLite format 3");
    if (path.endsWith(QLatin1String(".spill"), Qt::CaseInsensitive))
        return true;
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) &&
           file.read(firstBytes.size()) == firstBytes;
}

Document openRecording(const QString &path) {
    Document document;
    document.path = path;
    Outcome<std::unique_ptr<RecordingReader>> recording = RecordingReader::open(path);
    if (recording)
        document.recording = std::move(recording).value();
    else
        document.problems << failureText(path, recording.failure());
    return document;
}

Document openConfiguration(const QString &path) {
    Document document;
    document.path = path;
    LoadedConfiguration loaded = loadConfiguration(path);
    for (const ConfigProblem &problem : loaded.problems)
        document.problems << oneLine(problem.text());
    for (const ConfigProblem &warning : loaded.warnings)
        document.warnings << oneLine(warning.text());
    document.configuration = std::move(loaded.configuration);
    document.deliveries = std::move(loaded.deliveries);
    return document;
}

Document openDocument(const QString &path) {
    return isRecording(path) ? openRecording(path) : openConfiguration(path);
}

bool isOpenOrSaid(const Document &document) {
    for (const QString &warning : document.warnings)
        printProblem(warning + QStringLiteral(" (warning)"));
    for (const QString &problem : document.problems)
        printProblem(problem);
    return document.isOpen();
}

} // namespace spillway

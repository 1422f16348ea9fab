#include "notekeeping.h"

#include "recording/recordingfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

namespace spillway {

namespace {

constexpr qint64 mostBytesBeside = 4 << 20;
constexpr int longestLine = 16 << 10;

// Somebody may still write into it, or it may have lost something, or it was generated and is handed
// out to everybody: then it stays as it is.
bool mayBeChanged(const QString &path) {
    if (!QFileInfo(path).isWritable() || !QFileInfo(QFileInfo(path).absolutePath()).isWritable())
        return false;
    const auto file = RecordingFile::open(path);
    if (!file || !(*file)->lastSequence() || (*file)->isDamaged() || !(*file)->remarks().isEmpty())
        return false;
    const auto head = (*file)->head();
    return head && !head->configuration.simulated;
}

bool putInto(const QString &path, const RecordingNote &note) {
    SqliteDatabase database;
    if (database.open(QFile::encodeName(path), SQLITE_OPEN_READWRITE) != SQLITE_OK ||
        database.harden() != SQLITE_OK || checkRecordingTables(database, path) ||
        database.run("PRAGMA query_only=OFF; PRAGMA synchronous=FULL; PRAGMA busy_timeout=200") != SQLITE_OK)
        return false;
    SqliteTransaction transaction(database);
    if (transaction.begun() != SQLITE_OK)
        return false;
    qint64 id = 0;
    {
        SqliteStatement newest = database.prepare("SELECT ifnull(max(id), 0) FROM note");
        if (newest.step() != SQLITE_ROW)
            return false;
        id = newest.integer(0) + 1;
    }
    SqliteStatement insert = database.prepare(noteTable.insert);
    const Row row{id, note.at.ms(), note.stack.toUtf8(), note.author.toUtf8(), note.text.toUtf8()};
    return insertRow(insert, noteTable, row) == SQLITE_OK && transaction.commit() == SQLITE_OK;
}

Failure notKept(const QFile &file) {
    return {FailureKind::Storage, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()),
            QStringLiteral("copy the recording to a folder that you may write")};
}

std::optional<Failure> putBeside(const QString &recording, const RecordingNote &note) {
    const QJsonObject json{{QStringLiteral("at"), note.at.toIso()},
                           {QStringLiteral("stack"), note.stack},
                           {QStringLiteral("author"), note.author},
                           {QStringLiteral("text"), note.text}};
    QFile file(pathOfNotesBeside(recording));
    if (QFileInfo::exists(file.fileName()) && !QFileInfo(file.fileName()).isFile())
        return Failure{FailureKind::Storage, QStringLiteral("%1 is not a file").arg(file.fileName()),
                       QStringLiteral("move it away")};
    const QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    if (!file.open(QIODevice::Append) || file.write(line) != line.size() || !file.flush() ||
        ::fdatasync(file.handle()) != 0)
        return notKept(file);
    return std::nullopt;
}

} // namespace

std::optional<Failure> keepNote(const QString &recording, const RecordingNote &note) {
    if (mayBeChanged(recording) && putInto(recording, note))
        return std::nullopt;
    return putBeside(recording, note);
}

QString pathOfNotesBeside(const QString &recording) {
    return recording + QStringLiteral(".notes");
}

std::vector<RecordingNote> notesBeside(const QString &recording) {
    std::vector<RecordingNote> notes;
    QFile file(pathOfNotesBeside(recording));
    if (!QFileInfo(file.fileName()).isFile() || file.size() > mostBytesBeside ||
        !file.open(QIODevice::ReadOnly))
        return notes;
    while (!file.atEnd()) {
        const QJsonObject json = QJsonDocument::fromJson(file.readLine(longestLine)).object();
        if (const auto at = Instant::fromIso(json.value(u"at").toString()))
            notes.push_back({*at, json.value(u"stack").toString(), json.value(u"author").toString(),
                             json.value(u"text").toString()});
    }
    return notes;
}

} // namespace spillway

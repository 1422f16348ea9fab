#include "recording/recordingname.h"

#include "recording/recordingfile.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace spillway {

namespace {

Failure exists(const QString &path) {
    const auto file = RecordingFile::open(path);
    const auto process = file && !(*file)->lastSequence() ? (*file)->process() : std::nullopt;
    if (process && ::kill(static_cast<pid_t>(*process), 0) == 0)
        return {FailureKind::Storage, QStringLiteral("process %1 is recording to %2").arg(*process).arg(path),
                QStringLiteral("choose another name")};
    return {FailureKind::Storage, QStringLiteral("%1 exists already").arg(path),
            QStringLiteral("choose another name, or remove the file first")};
}

} // namespace

std::optional<Failure> takeRecordingName(const QString &path) {
    const int file = ::open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return errno == EEXIST ? exists(path) : storageFailure(SQLITE_CANTOPEN, errno, path);
    ::close(file);
    return std::nullopt;
}

} // namespace spillway

#include "recordingsize.h"

#include "format.h"
#include "recording.h"

#include <QFileInfo>

namespace spillway {

namespace {

constexpr Duration tellingLength = std::chrono::minutes(10); // before, the head outweighs the polls

} // namespace

QString recordingSizeText(const QString &path) {
    const auto recording = RecordingReader::open(path);
    if (!recording || !(*recording)->next())
        return {};
    const Duration length = (*recording)->end() - (*recording)->start();
    const auto bytes = static_cast<double>(QFileInfo(path).size());
    const QString size = QStringLiteral("%1 in %2").arg(formatDuration(length), formatBytes(bytes));
    if (length < tellingLength)
        return size;
    const double days = std::chrono::duration<double, std::ratio<86'400>>(length).count();
    return QStringLiteral("%1, %2 a day").arg(size, formatBytes(bytes / days));
}

} // namespace spillway

#include "recordedtext.h"

#include "format.h"
#include "recording.h"

#include <QFileInfo>

namespace spillway {

namespace {

constexpr Duration tellingLength = std::chrono::minutes(10); // before, the head outweighs the polls

} // namespace

QString recordedText(const QString &path) {
    const auto recording = RecordingReader::open(path);
    if (!recording || !(*recording)->next())
        return {};
    const Duration length = (*recording)->end() - (*recording)->start();
    RecordingSize size{QFileInfo(path).size(), {}};
    if (length >= tellingLength)
        size.bytesPerDay = static_cast<double>(size.bytes) /
                           std::chrono::duration<double, std::ratio<86'400>>(length).count();
    return QStringLiteral("%1 in %2").arg(formatDuration(length), sizeText(size));
}

} // namespace spillway

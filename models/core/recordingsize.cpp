#include "recordingsize.h"

#include "format.h"

namespace spillway {

QString sizeText(const RecordingSize &size) {
    const QString bytes = formatBytes(static_cast<double>(size.bytes));
    return size.bytesPerDay ? QStringLiteral("%1, %2/day").arg(bytes, formatBytes(*size.bytesPerDay)) : bytes;
}

} // namespace spillway

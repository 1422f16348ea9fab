#pragma once
// What a recording takes on the disk and how it grows: of the file that is being written, and in words.

#include <QString>

#include <optional>

namespace spillway {

struct RecordingSize {
    qint64 bytes = 0;
    std::optional<double> bytesPerDay; // unset until the first polls were packed
    friend bool operator==(const RecordingSize &, const RecordingSize &) = default;
};

// "12.4 MiB, 4.1 MiB/day"
QString sizeText(const RecordingSize &size);

} // namespace spillway

#pragma once
// What a finished recording holds and takes, in a line: "1 h 2 m in 3.2 MiB, 75 MiB/day".

#include <QString>

namespace spillway {

// Opens the file, so that what is said was read back. Empty when it holds nothing.
QString recordedText(const QString &path);

} // namespace spillway

#pragma once
// Recordings made and read back in tests. In memory where there is some: thousands of commits need no
// disk to be right.

#include "randomframes.h"
#include "recording.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>
#include <vector>

namespace spillway::test {

class RecordingFolder {
public:
    QString path(const QString &name = QStringLiteral("a.spill")) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder{
        (QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath()) +
        QStringLiteral("/spillway-XXXXXX")};
};

inline std::unique_ptr<RecordingWriter> created(const QString &path, int endpoints) {
    auto writer = RecordingWriter::create(path, configurationOf(endpoints));
    return writer ? std::move(writer).value() : nullptr;
}

// False at the first frame that is refused.
inline bool appendAll(RecordingWriter &writer, const std::vector<Frame> &frames) {
    return std::none_of(frames.begin(), frames.end(),
                        [&](const Frame &frame) { return writer.append(frame).has_value(); });
}

inline bool recordAll(const QString &path, int endpoints, const std::vector<Frame> &frames) {
    const auto writer = created(path, endpoints);
    return writer && appendAll(*writer, frames) && !writer->close();
}

inline std::vector<Frame> restOf(RecordingReader &reader) {
    std::vector<Frame> frames;
    while (std::optional<Frame> frame = reader.next())
        frames.push_back(std::move(*frame));
    return frames;
}

inline std::vector<Frame> framesOf(RecordingReader &reader) {
    reader.rewind();
    return restOf(reader);
}

// The index of the first difference, or -1.
inline qsizetype firstDifference(const std::vector<Frame> &a, const std::vector<Frame> &b) {
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), isSameBits);
    return left == a.end() && right == b.end() ? -1 : left - a.begin();
}

// Every frame of `part` is one of `whole`, to the bit and in the same order.
inline bool isPartOf(const std::vector<Frame> &part, const std::vector<Frame> &whole) {
    auto next = whole.begin();
    for (const Frame &frame : part) {
        next = std::find_if(next, whole.end(), [&](const Frame &other) { return isSameBits(frame, other); });
        if (next == whole.end())
            return false;
        ++next;
    }
    return true;
}

inline QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool write(const QString &path, const QByteArray &bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace spillway::test

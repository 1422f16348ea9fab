#pragma once
// A file that somebody named: a configuration, a recording, or neither, with the reasons.

#include "configuration.h"
#include "delivery.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace spillway {

class RecordingReader;

struct Document {
    Document();
    Document(Document &&) noexcept;
    Document &operator=(Document &&) noexcept;
    ~Document();

    QString path;
    std::optional<Configuration> configuration; // of a configuration file
    Deliveries deliveries;                      // of the same file
    std::unique_ptr<RecordingReader> recording;
    QStringList problems; // why there is neither, one a line
    QStringList warnings;

    bool isOpen() const { return configuration || recording; }
    QString name() const; // without the folder
};

// By its suffix or its first bytes; a configuration is text.
bool isRecording(const QString &path);

Document openDocument(const QString &path);
Document openRecording(const QString &path);
Document openConfiguration(const QString &path);
// Prints its problems and warnings to standard error; true when it is open.
bool isOpenOrSaid(const Document &document);

} // namespace spillway

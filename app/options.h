#pragma once
// Values of options, checked: each is unset when the option is absent, and a Failure in words when it
// is not what it should be.

#include "command.h"
#include "instant.h"
#include "outcome.h"
#include "preferences.h"
#include "recordingpolicy.h"

#include <QSize>

#include <optional>

namespace spillway {

Outcome<std::optional<Duration>> durationOption(const QCommandLineParser &line, const QString &name);
// ISO 8601 with a zone, or now-2h.
Outcome<std::optional<Instant>> instantOption(const QCommandLineParser &line, const QString &name);
Outcome<std::optional<double>> speedOption(const QCommandLineParser &line, const QString &name);
// Whole seconds.
Outcome<std::optional<Duration>> rotationOption(const QCommandLineParser &line, const QString &name);
Outcome<std::optional<double>> scaleOption(const QCommandLineParser &line, const QString &name);
// A file to be written later, in a folder that must be there now; empty when the option is absent.
Outcome<QString> newFileOption(const QCommandLineParser &line, const QString &name);
// --keep and --power-safe.
Outcome<RecordingPolicy> policyOptions(const QCommandLineParser &line);
// light or dark
Outcome<std::optional<ThemeChoice>> themeOption(const QCommandLineParser &line);
Outcome<std::optional<QSize>> sizeOption(const QCommandLineParser &line, const QString &name);

} // namespace spillway

#include "options.h"

#include "clock.h"
#include "duration.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace spillway {

namespace {

constexpr Duration longestRun = 24 * 24h; // what a timer can count
constexpr Duration longestKeep = 3660 * 24h;
constexpr Duration shortestKeep = 1min;
constexpr int smallestSide = 320;
constexpr int largestSide = 16'384;

Failure unfit(const QString &name, const QString &what) {
    return {FailureKind::Configuration, QStringLiteral("--%1 %2").arg(name, what), {}};
}

} // namespace

Outcome<std::optional<Duration>> durationOption(const QCommandLineParser &line, const QString &name) {
    if (!line.isSet(name))
        return std::optional<Duration>();
    const std::optional<Duration> duration = parseDuration(line.value(name));
    if (!duration || *duration == Duration::zero() || *duration > longestRun)
        return unfit(name, QStringLiteral("wants a duration of at most 24d: 90s, 15m, 24h"));
    return duration;
}

Outcome<std::optional<Instant>> instantOption(const QCommandLineParser &line, const QString &name) {
    if (!line.isSet(name))
        return std::optional<Instant>();
    const QString text = line.value(name);
    if (text.startsWith(QLatin1String("now-")))
        if (const std::optional<Duration> ago = parseDuration(QStringView(text).mid(4)))
            return std::optional(SystemClock().now() - *ago);
    if (const std::optional<Instant> instant = Instant::fromIso(text))
        return instant;
    return unfit(name, QStringLiteral("wants a moment with its zone, 2024-03-03T10:00:00Z, or now-2h"));
}

Outcome<QString> newFileOption(const QCommandLineParser &line, const QString &name) {
    const QString path = line.value(name);
    if (line.isSet(name) && path.isEmpty())
        return unfit(name, QStringLiteral("wants a FILE"));
    const QFileInfo folder(QFileInfo(path).absolutePath());
    if (!path.isEmpty() && !(folder.isDir() && folder.isWritable()))
        return unfit(
            name,
            QStringLiteral("wants a file in a folder that can be written, not in %1").arg(folder.filePath()));
    return path;
}

Outcome<RecordingPolicy> policyOptions(const QCommandLineParser &line) {
    RecordingPolicy policy;
    if (line.isSet(QStringLiteral("power-safe")))
        policy.powerCut = PowerCut::LosesNothing;
    if (!line.isSet(QStringLiteral("keep")))
        return policy;
    policy.keep = parseDuration(line.value(QStringLiteral("keep")));
    if (!policy.keep || *policy.keep < shortestKeep || *policy.keep > longestKeep)
        return unfit(QStringLiteral("keep"),
                     QStringLiteral("wants a duration of at least 1m: 15m, 24h, 30d"));
    return policy;
}

Outcome<std::optional<double>> speedOption(const QCommandLineParser &line, const QString &name) {
    if (!line.isSet(name))
        return std::optional<double>();
    bool ok = false;
    const double speed = line.value(name).toDouble(&ok);
    if (!ok || !(speed >= 0.1 && speed <= 10'000))
        return unfit(name, QStringLiteral("wants a number from 0.1 to 10000"));
    return std::optional(speed);
}

Outcome<std::optional<Duration>> rotationOption(const QCommandLineParser &line, const QString &name) {
    if (!line.isSet(name))
        return std::optional<Duration>();
    bool ok = false;
    const int seconds = line.value(name).toInt(&ok);
    if (!ok || seconds < 1 || seconds > 3600)
        return unfit(name, QStringLiteral("wants whole seconds from 1 to 3600"));
    return std::optional<Duration>(std::chrono::seconds(seconds));
}

Outcome<std::optional<double>> scaleOption(const QCommandLineParser &line, const QString &name) {
    if (!line.isSet(name))
        return std::optional<double>();
    bool ok = false;
    const double scale = line.value(name).toDouble(&ok);
    if (!ok || !(scale >= 0.5 && scale <= 1.5))
        return unfit(name, QStringLiteral("wants a number from 0.5 to 1.5"));
    return std::optional(scale);
}

Outcome<std::optional<ThemeChoice>> themeOption(const QCommandLineParser &line) {
    const QString name = QStringLiteral("theme");
    if (!line.isSet(name))
        return std::optional<ThemeChoice>();
    const std::optional<ThemeChoice> choice = themeChoiceFromName(line.value(name));
    if (!choice || choice == ThemeChoice::Desktop)
        return unfit(name, QStringLiteral("wants light or dark"));
    return choice;
}

Outcome<std::optional<QSize>> sizeOption(const QCommandLineParser &line, const QString &name) {
    if (!line.isSet(name))
        return std::optional<QSize>();
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
    const QRegularExpressionMatch match = form.match(line.value(name));
    const QSize size(match.capturedView(1).toInt(), match.capturedView(2).toInt());
    const auto fits = [](int side) { return side >= smallestSide && side <= largestSide; };
    if (!fits(size.width()) || !fits(size.height()))
        return unfit(name,
                     QStringLiteral("wants WIDTHxHEIGHT, from 320x320 to 16384x16384, for example 1440x900"));
    return std::optional(size);
}

} // namespace spillway

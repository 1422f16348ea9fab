#include "command.h"

#include "display.h"
#include "interrupt.h"
#include "options.h"
#include "places.h"
#include "recording.h"
#include "terminal.h"
#include "wallwindow.h"

#include <QApplication>
#include <QFileInfo>

namespace spillway {

namespace {

QString noConfiguration() {
    return QStringLiteral("there is no %1; name a configuration or a recording: spillway wall spillway.toml")
        .arg(usersConfiguration());
}

ExitCode showWall(const Invocation &call, Document document, const WallSettings &settings) {
    QApplication app(call.argc, call.argv);
    QApplication::setApplicationName(QStringLiteral("spillway"));
    QApplication::setApplicationDisplayName(QStringLiteral("Spillway"));
    QApplication::setDesktopFileName(QStringLiteral("org.spillway.Spillway"));
    if (!settings.screen.isEmpty() && !screenNamed(settings.screen))
        return wrongUse(call, noSuchScreen(settings.screen));
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::requested, qApp, &QCoreApplication::quit);
    WallWindow window(std::move(document), settings);
    QObject::connect(&interrupt, &Interrupt::keepAsked, &window, &WallWindow::keepRecent);
    window.show();
    return static_cast<ExitCode>(QApplication::exec());
}

} // namespace

ExitCode openWall(const Invocation &call) {
    WallSettings settings;
    settings.screen = call.line.value(QStringLiteral("screen"));
    const auto rotate = rotationOption(call.line, QStringLiteral("rotate"));
    if (!rotate)
        return wrongUse(call, rotate.failure().what);
    const auto scale = scaleOption(call.line, QStringLiteral("scale"));
    if (!scale)
        return wrongUse(call, scale.failure().what);
    const auto from = instantOption(call.line, QStringLiteral("from"));
    if (!from)
        return wrongUse(call, from.failure().what);
    const auto speed = speedOption(call.line, QStringLiteral("speed"));
    if (!speed)
        return wrongUse(call, speed.failure().what);
    const auto theme = themeOption(call.line);
    if (!theme)
        return wrongUse(call, theme.failure().what);
    settings.theme = theme.value().value_or(settings.theme);
    settings.options.rotate = rotate.value().value_or(settings.options.rotate);
    settings.options.scale = scale.value().value_or(1);
    settings.from = *from;
    settings.speed = speed.value().value_or(1);

    const QString path = call.file().isEmpty() ? usersConfiguration() : call.file();
    if (call.file().isEmpty() && !QFileInfo::exists(path))
        return wrongUse(call, noConfiguration());
    Document document = openDocument(path);
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    if (document.configuration && (*from || *speed))
        return wrongUse(call, QStringLiteral("--from and --speed want a recording, not a configuration"));
    if (const std::optional<QString> why = whyNoDisplay()) {
        sayNoDisplay(*why);
        return ExitCode::Unreachable;
    }
    return showWall(call, std::move(document), settings);
}

} // namespace spillway

#include "command.h"

#include "appearance.h"
#include "desk.h"
#include "display.h"
#include "interrupt.h"
#include "notify/desktopnotifier.h"
#include "options.h"
#include "places.h"
#include "recording.h"
#include "terminal.h"

#include <QApplication>
#include <QFileInfo>

namespace spillway {

namespace {

struct Playback {
    std::optional<Instant> from;
    double speed = 1;
    bool isPlaying = false;
};

ExitCode runWindow(Document document, const Playback &playback, std::optional<ThemeChoice> theme) {
    QApplication::setApplicationName(QStringLiteral("spillway"));
    QApplication::setApplicationDisplayName(QStringLiteral("Spillway"));
    QApplication::setDesktopFileName(QStringLiteral("org.spillway.Spillway"));
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::requested, qApp, &QCoreApplication::quit);
    DesktopNotifier desktop;
    NoticeSwitch notifier(&desktop);
    const Preferences preferences = loadPreferences(preferencesFile());
    Appearance appearance(theme.value_or(preferences.theme));
    Desk desk(&notifier, &appearance, preferences);
    QObject::connect(&interrupt, &Interrupt::keepAsked, &desk, &Desk::keepRecent);
    if (document.isOpen())
        desk.show(std::move(document));
    if (Player *player = desk.player()) {
        player->setSpeed(playback.speed);
        if (playback.from)
            player->seek(*playback.from);
        if (playback.isPlaying)
            player->play();
    }
    desk.showWindow();
    return static_cast<ExitCode>(QApplication::exec());
}

} // namespace

ExitCode openWindow(const Invocation &call) {
    const auto theme = themeOption(call.line);
    if (!theme)
        return wrongUse(call, theme.failure().what);
    QString path = call.file();
    if (path.isEmpty() && QFileInfo::exists(usersConfiguration()))
        path = usersConfiguration();
    Document document;
    if (!path.isEmpty())
        document = openDocument(path);
    if (!path.isEmpty() && !isOpenOrSaid(document))
        return ExitCode::WrongUse;
    if (const std::optional<QString> why = whyNoDisplay()) {
        sayNoDisplay(*why);
        return ExitCode::Unreachable;
    }
    QApplication app(call.argc, call.argv);
    return runWindow(std::move(document), {}, *theme);
}

ExitCode replayRecording(const Invocation &call) {
    const auto from = instantOption(call.line, QStringLiteral("from"));
    if (!from)
        return wrongUse(call, from.failure().what);
    const auto speed = speedOption(call.line, QStringLiteral("speed"));
    if (!speed)
        return wrongUse(call, speed.failure().what);
    const auto theme = themeOption(call.line);
    if (!theme)
        return wrongUse(call, theme.failure().what);
    Document document = openRecording(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    if (const std::optional<QString> why = whyNoDisplay()) {
        sayNoDisplay(*why);
        return ExitCode::Unreachable;
    }
    QApplication app(call.argc, call.argv);
    return runWindow(std::move(document),
                     {*from, speed.value().value_or(1), call.line.isSet(QStringLiteral("play"))}, *theme);
}

} // namespace spillway

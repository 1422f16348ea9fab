#include "command.h"

#include "appearance.h"
#include "display.h"
#include "document.h"
#include "liverun.h"
#include "options.h"
#include "recording.h"
#include "replayrun.h"
#include "snapshot.h"
#include "terminal.h"

#include <QApplication>
#include <QTimer>

namespace spillway {

namespace {

enum class View { Workstation, Wall };

constexpr QSize usualSize(View view) {
    return view == View::Wall ? QSize(1920, 1080) : QSize(1440, 900);
}
// Long enough for ratios and rates over the windows of most rules to have a value.
constexpr Duration liveTime = 10s;

struct Shot {
    View view;
    QSize size;
    ThemeChoice theme;
};

QImage draw(Session &session, const Shot &shot) {
    const Theme theme = themeFor(shot.theme);
    return shot.view == View::Wall ? wallPicture(&session, shot.size, theme)
                                   : workstationPicture(&session, shot.size, theme);
}

QImage pictureOf(ReplayRun &run, std::optional<Instant> at, const Shot &shot) {
    run.survey();
    if (at)
        run.player().seekNow(*at);
    else
        run.player().runToEnd();
    return draw(run.session(), shot);
}

QImage pictureOf(LiveRun &run, const Shot &shot) {
    run.start();
    QTimer::singleShot(liveTime, qApp, &QCoreApplication::quit);
    QApplication::exec();
    return draw(run.session(), shot);
}

ExitCode save(const QImage &picture, const QString &path) {
    if (picture.save(path, "PNG"))
        return ExitCode::Done;
    printError(oneLine(
        QStringLiteral("%1: cannot be written; name a file in a folder that you may write").arg(path)));
    return ExitCode::WrongUse;
}

} // namespace

ExitCode drawSnapshot(const Invocation &call) {
    const QString output = call.line.value(QStringLiteral("output"));
    if (output.isEmpty())
        return wrongUse(call, QStringLiteral("-o OUT.png is missing"));
    const QString view = call.line.value(QStringLiteral("view"));
    if (!QStringList{QString(), QStringLiteral("workstation"), QStringLiteral("wall"),
                     QStringLiteral("replay")}
             .contains(view))
        return wrongUse(call, QStringLiteral("--view wants workstation, wall or replay"));
    const auto at = instantOption(call.line, QStringLiteral("at"));
    if (!at)
        return wrongUse(call, at.failure().what);
    const auto size = sizeOption(call.line, QStringLiteral("size"));
    if (!size)
        return wrongUse(call, size.failure().what);
    const auto theme = themeOption(call.line);
    if (!theme)
        return wrongUse(call, theme.failure().what);
    Document document = openDocument(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    if (document.configuration && (*at || view == QLatin1String("replay")))
        return wrongUse(call, QStringLiteral("--at and --view replay want a recording, not a configuration"));

    const View shown = view == QLatin1String("wall") ? View::Wall : View::Workstation;
    const Shot shot{shown, size.value().value_or(usualSize(shown)),
                    theme.value().value_or(ThemeChoice::Dark)};
    drawOffscreen();
    QApplication app(call.argc, call.argv);
    if (document.configuration) {
        LiveRun run(*document.configuration, nullptr);
        const ExitCode saved = save(pictureOf(run, shot), output);
        return saved == ExitCode::Done && !run.hasAnswer() ? ExitCode::Unreachable : saved;
    }
    const Configuration configuration = document.recording->configuration();
    ReplayRun run(std::move(document.recording), configuration);
    run.session().setSourceName(document.name());
    return save(pictureOf(run, *at, shot), output);
}

} // namespace spillway

#include "command.h"

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

QImage draw(Session &session, View view, QSize size) {
    return view == View::Wall ? wallPicture(&session, size) : workstationPicture(&session, size);
}

QImage pictureOf(ReplayRun &run, std::optional<Instant> at, View view, QSize size) {
    run.survey();
    if (at)
        run.player().seekNow(*at);
    else
        run.player().runToEnd();
    return draw(run.session(), view, size);
}

QImage pictureOf(LiveRun &run, View view, QSize size) {
    run.start();
    QTimer::singleShot(liveTime, qApp, &QCoreApplication::quit);
    QApplication::exec();
    return draw(run.session(), view, size);
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
    Document document = openDocument(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    if (document.configuration && (*at || view == QLatin1String("replay")))
        return wrongUse(call, QStringLiteral("--at and --view replay want a recording, not a configuration"));

    const View shown = view == QLatin1String("wall") ? View::Wall : View::Workstation;
    const QSize pixels = size.value().value_or(usualSize(shown));
    drawOffscreen();
    QApplication app(call.argc, call.argv);
    if (document.configuration) {
        LiveRun run(*document.configuration, nullptr);
        const ExitCode saved = save(pictureOf(run, shown, pixels), output);
        return saved == ExitCode::Done && !run.hasAnswer() ? ExitCode::Unreachable : saved;
    }
    const Configuration configuration = document.recording->configuration();
    ReplayRun run(std::move(document.recording), configuration);
    run.session().setSourceName(document.name());
    return save(pictureOf(run, *at, shown, pixels), output);
}

} // namespace spillway

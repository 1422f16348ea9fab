#include "command.h"

#include "delivery/dispatch.h"
#include "document.h"
#include "eventjson.h"
#include "eventtext.h"
#include "headlessrun.h"
#include "options.h"
#include "recording.h"
#include "servicestatus.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <sys/stat.h>
#include <unistd.h>

namespace spillway {

namespace {

void printEvents(LiveRun &run, bool asJson) {
    const auto tell = [asJson, text = EventText()](const Event &event) mutable {
        bool isRead = true;
        if (asJson)
            isRead = print(toJsonLine(event));
        else
            for (const QString &line : text.linesOf(event))
                isRead = print(line) && isRead;
        if (!isRead)
            QCoreApplication::quit();
    };
    QObject::connect(&run.session(), &Session::eventHappened, &run, tell);
}

// A pipe whose reader has gone turns readable at this end: a quiet stack must not keep "watch | head" alive.
void quitWhenNobodyReads() {
    struct stat output {};
    if (::fstat(STDOUT_FILENO, &output) != 0 || !S_ISFIFO(output.st_mode))
        return;
    auto *notifier = new QSocketNotifier(STDOUT_FILENO, QSocketNotifier::Read, qApp);
    QObject::connect(notifier, &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
}

} // namespace

ExitCode watchEndpoints(const Invocation &call) {
    const auto length = durationOption(call.line, QStringLiteral("for"));
    if (!length)
        return wrongUse(call, length.failure().what);
    const auto policy = policyOptions(call.line);
    if (!policy)
        return wrongUse(call, policy.failure().what);
    const QString file = call.line.value(QStringLiteral("record"));
    if (file.isEmpty() && call.line.isSet(QStringLiteral("record")))
        return wrongUse(call, QStringLiteral("--record wants a FILE"));
    if (file.isEmpty() && *policy != RecordingPolicy())
        return wrongUse(call, QStringLiteral("--keep and --power-safe go with --record FILE"));
    const auto ring = newFileOption(call.line, QStringLiteral("ring"));
    if (!ring)
        return wrongUse(call, ring.failure().what);
    const Document document = openConfiguration(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    QCoreApplication app(call.argc, call.argv);
    HeadlessRun run(*document.configuration);
    if (!file.isEmpty() && !run.recordTo(file, *policy))
        return ExitCode::WrongUse;
    // Here only: a wall and five windows on the same file shall not page five times.
    Dispatch dispatch(run.live().session(), document.deliveries);
    QObject::connect(&dispatch, &Dispatch::troubled, [](const QString &what) { printError(oneLine(what)); });
    const ServiceStatus status(run.live());
    run.keepRecentIn(*ring);
    quitWhenNobodyReads();
    printEvents(run.live(), call.line.isSet(QStringLiteral("json")));
    run.live().goOn(document.path);
    return run.watch(*length);
}

} // namespace spillway

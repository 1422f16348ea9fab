#include "command.h"

#include "document.h"
#include "headlessrun.h"
#include "options.h"
#include "recording.h"
#include "terminal.h"

#include <QCoreApplication>

namespace spillway {

ExitCode recordFrames(const Invocation &call) {
    const auto length = durationOption(call.line, QStringLiteral("for"));
    if (!length)
        return wrongUse(call, length.failure().what);
    const QString file = call.line.value(QStringLiteral("output"));
    if (file.isEmpty())
        return wrongUse(call, QStringLiteral("-o FILE is missing"));
    const Document document = openConfiguration(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    QCoreApplication app(call.argc, call.argv);
    HeadlessRun run(*document.configuration);
    if (!run.recordTo(file))
        return ExitCode::WrongUse;
    const ExitCode ended = run.watch(*length);
    if (ended == ExitCode::Done)
        printError(QStringLiteral("recorded; to see it: spillway replay %1").arg(oneLine(file)));
    return ended;
}

} // namespace spillway

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
    const auto policy = policyOptions(call.line);
    if (!policy)
        return wrongUse(call, policy.failure().what);
    const QString file = call.line.value(QStringLiteral("output"));
    if (file.isEmpty())
        return wrongUse(call, QStringLiteral("-o FILE is missing"));
    const Document document = openConfiguration(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    QCoreApplication app(call.argc, call.argv);
    HeadlessRun run(*document.configuration);
    if (!run.recordTo(file, *policy))
        return ExitCode::WrongUse;
    return run.watch(*length);
}

} // namespace spillway

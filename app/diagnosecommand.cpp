#include "command.h"

#include "configfile.h"
#include "document.h"
#include "eventjson.h"
#include "eventtext.h"
#include "options.h"
#include "progress.h"
#include "recording.h"
#include "replayrun.h"
#include "terminal.h"

#include <QCoreApplication>

#include <algorithm>

namespace spillway {

namespace {

struct Span {
    std::optional<Instant> from;
    std::optional<Instant> to;
};

Outcome<Span> spanOf(const QCommandLineParser &line) {
    const auto from = instantOption(line, QStringLiteral("from"));
    if (!from)
        return from.failure();
    const auto to = instantOption(line, QStringLiteral("to"));
    if (!to)
        return to.failure();
    if (*from && *to && **to < **from)
        return Failure{FailureKind::Configuration, QStringLiteral("--to lies before --from"), {}};
    return Span{*from, *to};
}

// The recorded one, with the rules of a file if one is named. Says what is wrong with that.
std::optional<Configuration> configurationFor(const RecordingReader &recording, const QString &rules) {
    if (rules.isEmpty())
        return recording.configuration();
    LoadedConfiguration loaded = loadRules(rules, recording.configuration());
    for (const ConfigProblem &problem : loaded.problems)
        printProblem(oneLine(problem.text()));
    return std::move(loaded.configuration);
}

// The engine sees all that came before as well: what is usual is learned from it.
std::vector<Event> timelineOf(ReplayRun &run, const Span &span) {
    Progress progress(run.player().start(), run.player().end());
    const auto shown = QObject::connect(&run.session(), &Session::frameConsumed, &run.session(),
                                        [&progress](const Frame &frame) { progress.reach(frame.at); });
    // A note enters the timeline with the next frame; what lies beyond the span is dropped below.
    const Duration untilNext = 2 * run.session().configuration().every;
    if (span.to && *span.to + untilNext < run.player().end())
        run.player().seekNow(*span.to + untilNext);
    else
        run.player().runToEnd();
    QObject::disconnect(shown);
    std::vector<Event> timeline = run.session().engine().timeline();
    std::erase_if(timeline, [&](const Event &event) {
        return (span.from && event.at < *span.from) || (span.to && event.at > *span.to);
    });
    return timeline;
}

void printJson(const std::vector<Event> &timeline) {
    for (const Event &event : timeline)
        if (!print(toJsonLine(event)))
            return;
}

void printText(const std::vector<Event> &timeline) {
    EventText text;
    for (const Event &event : timeline)
        for (const QString &line : text.linesOf(event))
            if (!print(line))
                return;
    const QStringList incidents = incidentText(timeline);
    print(incidents.isEmpty() ? QStringLiteral("\nNo incident.") : QStringLiteral("\nIncidents"));
    for (const QString &line : incidents)
        print(line);
}

} // namespace

ExitCode diagnoseRecording(const Invocation &call) {
    const Outcome<Span> span = spanOf(call.line);
    if (!span)
        return wrongUse(call, span.failure().what);
    Document document = openRecording(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    const std::optional<Configuration> configuration =
        configurationFor(*document.recording, call.line.value(QStringLiteral("rules")));
    if (!configuration)
        return ExitCode::WrongUse;
    QCoreApplication app(call.argc, call.argv);
    ReplayRun run(std::move(document.recording), *configuration);
    const std::vector<Event> timeline = timelineOf(run, *span);
    call.line.isSet(QStringLiteral("json")) ? printJson(timeline) : printText(timeline);
    for (const QString &damage : run.damage())
        printError(oneLine(call.file() + QStringLiteral(": ") + damage));
    return ExitCode::Done;
}

} // namespace spillway

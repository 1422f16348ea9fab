#include "command.h"

#include "audit/auditor.h"
#include "audittext.h"
#include "document.h"
#include "headlessrun.h"
#include "options.h"
#include "progress.h"
#include "recording.h"
#include "reviewfile.h"
#include "terminal.h"

#include <QCoreApplication>

#include <algorithm>

namespace spillway {

ExitCode auditConfiguration(const Invocation &call);

namespace {

constexpr Duration shortestLook = 10s;

struct Wishes {
    std::optional<Duration> length;
    std::optional<Instant> to;
    std::optional<Review> since;
    QString format;
};

Outcome<Wishes> wishesOf(const QCommandLineParser &line) {
    const auto length = durationOption(line, QStringLiteral("for"));
    if (!length)
        return length.failure();
    const auto to = instantOption(line, QStringLiteral("to"));
    if (!to)
        return to.failure();
    Wishes wishes{*length, *to, {}, line.value(QStringLiteral("format"))};
    if (wishes.format.isEmpty())
        wishes.format = QStringLiteral("text");
    if (!QStringList{QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("markdown")}.contains(
            wishes.format))
        return Failure{
            FailureKind::Configuration, QStringLiteral("--format wants text, json or markdown"), {}};
    return wishes;
}

ExitCode report(const Engine &engine, const Auditor &auditor, const Wishes &wishes) {
    const Review *last = wishes.since ? &*wishes.since : nullptr;
    AuditReport report{auditor.basis(engine), engine.now(), auditor.findings(engine, last), {}};
    if (last)
        report.gone = goneSince(*last, report.findings);
    const bool isDue = std::any_of(report.findings.begin(), report.findings.end(),
                                   [](const Finding &finding) { return finding.isDue(); });
    if (wishes.format == u"json") {
        Review review = auditor.review(engine, std::move(report.findings));
        review.reviewer = qEnvironmentVariable("USER");
        print(toJsonLines(review).chopped(1));
    } else {
        for (const QString &line : wishes.format == u"text" ? auditText(report) : auditMarkdown(report))
            if (!print(line))
                break;
    }
    return isDue ? ExitCode::Findings : ExitCode::Done;
}

// Two readings of the slowest endpoint, so that every rate can be had.
Duration lookLength(const Configuration &configuration) {
    Duration slowest = configuration.every;
    for (const Endpoint &endpoint : configuration.endpoints)
        slowest = std::max(slowest, endpoint.every);
    return std::max(shortestLook, 3 * slowest);
}

ExitCode auditLive(const Configuration &configuration, const Wishes &wishes) {
    Auditor auditor(configuration);
    HeadlessRun run(configuration);
    const Session &session = run.live().session();
    QObject::connect(&session, &Session::frameConsumed, qApp,
                     [&auditor](const Frame &frame) { auditor.observe(frame); });
    const ExitCode end = run.watch(wishes.length.value_or(lookLength(configuration)));
    return end == ExitCode::Done ? report(session.engine(), auditor, wishes) : end;
}

ExitCode auditRecording(RecordingReader &reader, const Wishes &wishes) {
    Engine engine(reader.configuration());
    Auditor auditor(reader.configuration());
    Progress progress(reader.start(), reader.end());
    for (auto frame = reader.next(); frame && (!wishes.to || frame->at <= *wishes.to);
         frame = reader.next()) {
        engine.consume(*frame);
        auditor.observe(*frame);
        progress.reach(frame->at);
    }
    for (const RecordingNote &note : reader.notes())
        if (!wishes.to || note.at <= *wishes.to)
            engine.addNote(note.stack, note.author, note.text, note.at);
    const ExitCode end = report(engine, auditor, wishes);
    for (const QString &damage : reader.damage())
        printError(oneLine(reader.path() + QStringLiteral(": ") + damage));
    return end;
}

} // namespace

ExitCode auditConfiguration(const Invocation &call) {
    Outcome<Wishes> read = wishesOf(call.line);
    if (!read)
        return wrongUse(call, read.failure().what);
    Wishes wishes = std::move(read).value();
    if (call.line.isSet(QStringLiteral("since"))) {
        const QString path = call.line.value(QStringLiteral("since"));
        Outcome<Review> review = loadReview(path);
        if (!review) {
            printProblem(failureText(path, review.failure()));
            return ExitCode::WrongUse;
        }
        wishes.since = std::move(review).value();
    }
    Document document = openDocument(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    if (document.recording && wishes.length)
        return wrongUse(
            call, QStringLiteral("--for is for live endpoints; a recording is judged whole, or up to --to"));
    if (document.configuration && wishes.to)
        return wrongUse(call, QStringLiteral("--to is for recordings"));
    QCoreApplication app(call.argc, call.argv);
    return document.recording ? auditRecording(*document.recording, wishes)
                              : auditLive(*document.configuration, wishes);
}

} // namespace spillway

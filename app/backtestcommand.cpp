#include "command.h"

#include "backtest.h"
#include "configfile.h"
#include "document.h"
#include "format.h"
#include "recording.h"
#include "terminal.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>

#include <algorithm>
#include <array>

namespace spillway {

namespace {

struct Job {
    QString path;
    Configuration candidate;
    Outcome<Backtest> result = Failure{};
};

// What would have happened, what did, or both.
struct Pair {
    std::optional<Firing> candidate;
    std::optional<Firing> recorded;
};

bool overlap(const Firing &a, const Firing &b) {
    return (!a.to || b.from <= *a.to) && (!b.to || a.from <= *b.to);
}

// Each candidate firing beside the first one that it overlaps; the rest of the recorded ones after them.
std::vector<Pair> pairsOf(const BacktestRow &row) {
    std::vector<Pair> pairs;
    std::vector<Firing> left = row.recorded;
    for (const Firing &firing : row.candidate) {
        const auto match =
            std::find_if(left.begin(), left.end(), [&](const Firing &real) { return overlap(firing, real); });
        pairs.push_back({firing, match == left.end() ? std::nullopt : std::optional(*match)});
        if (match != left.end())
            left.erase(match);
    }
    for (const Firing &real : left)
        pairs.push_back({std::nullopt, real});
    if (pairs.empty())
        pairs.push_back({});
    return pairs;
}

QString timeText(const std::optional<Firing> &firing) {
    return firing ? firing->from.toIso().left(19).replace(u'T', u' ') : QStringLiteral("never");
}

QString durationText(const std::optional<Firing> &firing, Instant end) {
    return firing ? formatDuration(firing->to.value_or(end) - firing->from) : QString();
}

QString differenceText(const Pair &pair) {
    if (!pair.candidate && !pair.recorded)
        return {};
    if (!pair.recorded)
        return QStringLiteral("new");
    if (!pair.candidate)
        return QStringLiteral("gone");
    const Duration earlier = pair.recorded->from - pair.candidate->from;
    if (earlier == Duration(0))
        return QStringLiteral("same");
    return earlier > Duration(0) ? formatDuration(earlier) + QStringLiteral(" earlier")
                                 : formatDuration(-earlier) + QStringLiteral(" later");
}

using Line = std::array<QString, 9>;

std::vector<Line> linesOf(const std::vector<Job> &jobs) {
    std::vector<Line> lines{{QStringLiteral("RULE"), QStringLiteral("STACK"), QStringLiteral("RECORDING"),
                             QStringLiteral("WOULD FIRE (UTC)"), QStringLiteral("FOR"),
                             QStringLiteral("UNKNOWN"), QStringLiteral("DID FIRE (UTC)"),
                             QStringLiteral("FOR"), QStringLiteral("DIFFERENCE")}};
    for (const Job &job : jobs)
        for (const BacktestRow &row : job.result.value().rows) {
            const Instant end = job.result.value().end;
            for (const Pair &pair : pairsOf(row))
                lines.push_back({oneLine(row.rule), oneLine(row.stack),
                                 oneLine(QFileInfo(job.path).fileName()), timeText(pair.candidate),
                                 durationText(pair.candidate, end), QString::number(row.unknown.size()),
                                 timeText(pair.recorded), durationText(pair.recorded, end),
                                 differenceText(pair)});
        }
    return lines;
}

void printTable(const std::vector<Line> &lines) {
    std::array<qsizetype, std::tuple_size_v<Line>> widths{};
    for (const Line &line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    for (const Line &line : lines) {
        QString text;
        for (std::size_t i = 0; i < line.size(); ++i)
            text += line[i].leftJustified(widths[i] + 2);
        while (text.endsWith(u' '))
            text.chop(1);
        if (!print(text))
            return;
    }
}

QJsonValue instantJson(const std::optional<Instant> &at) {
    return at ? QJsonValue(at->toIso()) : QJsonValue();
}

QJsonValue firingJson(const std::optional<Firing> &firing) {
    if (!firing)
        return {};
    return QJsonObject{{QStringLiteral("from"), firing->from.toIso()},
                       {QStringLiteral("to"), instantJson(firing->to)}};
}

void printJson(const std::vector<Job> &jobs) {
    for (const Job &job : jobs)
        for (const BacktestRow &row : job.result.value().rows)
            for (const Pair &pair : pairsOf(row)) {
                const QJsonObject object{{QStringLiteral("rule"), row.rule},
                                         {QStringLiteral("stack"), row.stack},
                                         {QStringLiteral("recording"), job.path},
                                         {QStringLiteral("would_fire"), firingJson(pair.candidate)},
                                         {QStringLiteral("unknown"), qint64(row.unknown.size())},
                                         {QStringLiteral("did_fire"), firingJson(pair.recorded)}};
                if (!print(QJsonDocument(object).toJson(QJsonDocument::Compact)))
                    return;
            }
}

// False when a recording or the rules are not what they should be, which is then said.
bool prepare(std::vector<Job> &jobs, const QString &rules) {
    bool isGood = true;
    QStringList said; // the same rules are wrong for every recording
    for (Job &job : jobs) {
        const Document document = openRecording(job.path);
        if (!isOpenOrSaid(document)) {
            isGood = false;
            continue;
        }
        LoadedConfiguration loaded = loadRules(rules, document.recording->configuration());
        for (const ConfigProblem &problem : loaded.problems)
            if (const QString text = oneLine(problem.text()); !said.contains(text)) {
                printProblem(text);
                said << text;
            }
        if (loaded.configuration)
            job.candidate = std::move(*loaded.configuration);
        else
            isGood = false;
    }
    return isGood;
}

// What one expectation says of one recording: it wants one of the stacks that it is about to fire as
// expected, or none of them to fire.
QString deviationIn(const Expectation &expectation, const std::vector<BacktestRow> &rows) {
    QString first;
    bool isKnown = false;
    for (const BacktestRow &row : rows) {
        if (row.rule != expectation.rule || (!expectation.stack.isEmpty() && row.stack != expectation.stack))
            continue;
        isKnown = true;
        const QString found = deviation(expectation, row.candidate);
        if (found.isEmpty() && expectation.fires)
            return {};
        if (!found.isEmpty() && (first.isEmpty() || !row.candidate.empty()))
            first = found;
    }
    return isKnown ? first : QStringLiteral("no such rule for that stack");
}

// One line for each deviation. A line of JSON is for programs, these are for people: standard error.
ExitCode compare(const std::vector<Expectation> &expectations, const std::vector<Job> &jobs) {
    int met = 0;
    QStringList deviations;
    for (const Expectation &expectation : expectations) {
        bool isApplied = false;
        for (const Job &job : jobs) {
            const QString name = QFileInfo(job.path).fileName();
            if (!expectation.recording.isEmpty() && expectation.recording != name)
                continue;
            isApplied = true;
            const QString what = deviationIn(expectation, job.result.value().rows);
            if (what.isEmpty())
                ++met;
            else
                deviations << QStringLiteral("%1: %2 in %3: %4")
                                  .arg(expectation.place, expectation.rule, name, what);
        }
        if (!isApplied)
            deviations << QStringLiteral("%1: no recording named %2 was given")
                              .arg(expectation.place, expectation.recording);
    }
    for (const QString &what : deviations)
        printProblem(oneLine(what));
    printProblem(QStringLiteral("%1 of %2 expectations met").arg(met).arg(met + deviations.size()));
    return deviations.isEmpty() ? ExitCode::Done : ExitCode::Findings;
}

} // namespace

ExitCode backtestRules(const Invocation &call) {
    const QString rules = call.line.value(QStringLiteral("rules"));
    if (rules.isEmpty())
        return wrongUse(call, QStringLiteral("--rules FILE is missing"));
    const QString expectationFile = call.line.value(QStringLiteral("expect"));
    LoadedExpectations expected;
    if (!expectationFile.isEmpty())
        expected = loadExpectations(expectationFile);
    for (const ConfigProblem &problem : expected.problems)
        printProblem(oneLine(problem.text()));
    if (!expected.problems.empty())
        return ExitCode::WrongUse;
    std::vector<Job> jobs;
    for (const QString &path : call.line.positionalArguments())
        jobs.push_back({path, {}});
    if (!prepare(jobs, rules))
        return ExitCode::WrongUse;
    QThreadPool pool;
    for (Job &job : jobs)
        pool.start([&job] { job.result = backtest(job.path, job.candidate); });
    pool.waitForDone();
    for (const Job &job : jobs)
        if (!job.result) {
            printProblem(failureText(job.path, job.result.failure()));
            return ExitCode::WrongUse;
        }
    call.line.isSet(QStringLiteral("json")) ? printJson(jobs) : printTable(linesOf(jobs));
    for (const Job &job : jobs)
        for (const QString &damage : job.result.value().damage)
            printError(oneLine(job.path + QStringLiteral(": ") + damage));
    return expectationFile.isEmpty() ? ExitCode::Done : compare(expected.expectations, jobs);
}

} // namespace spillway

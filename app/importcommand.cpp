#include "command.h"

#include "exchange/csvreader.h"
#include "exchange/frameassembly.h"
#include "exchange/openmetricsreader.h"
#include "importserver.h"
#include "interrupt.h"
#include "options.h"
#include "progress.h"
#include "recordedtext.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <limits>
#include <memory>

namespace spillway {

namespace {

constexpr qint64 slice = 3'600'000; // of a file's series at once, in milliseconds

// How much of a file was read, as if its bytes were milliseconds.
class FileProgress {
public:
    explicit FileProgress(qint64 size)
        : m_progress(Instant::fromMs(0), Instant::fromMs(size)) {}
    bool operator()(qint64 bytes, const bool &isStopped) {
        m_progress.reach(Instant::fromMs(bytes));
        QCoreApplication::processEvents();
        return !isStopped;
    }

private:
    Progress m_progress;
};

void takePart(const std::vector<MetricSeries> &all, std::vector<size_t> &places, qint64 until,
              FrameAssembly &assembly) {
    for (size_t i = 0; i < all.size(); ++i) {
        const auto &points = all[i].points;
        const auto begin = points.begin() + std::ptrdiff_t(places[i]);
        const auto end = std::find_if(begin, points.end(), [&](const auto &p) { return p.atMs >= until; });
        places[i] = size_t(end - points.begin());
        assembly.take({all[i].name, all[i].labels, {begin, end}});
    }
}

Imported assemble(const std::vector<MetricSeries> &all, const QString &stack) {
    qint64 first = std::numeric_limits<qint64>::max();
    qint64 last = std::numeric_limits<qint64>::min();
    for (const MetricSeries &series : all) {
        first = std::min(first, series.points.front().atMs);
        last = std::max(last, series.points.back().atMs);
    }
    FrameAssembly assembly(stack);
    Imported imported;
    std::vector<size_t> places(all.size(), 0);
    // Over a gap of years in one step.
    for (qint64 until = first; until <= last;) {
        until += slice;
        takePart(all, places, until, assembly);
        for (const Frame &frame : assembly.frames())
            imported.frames.add(frame);
        qint64 next = std::numeric_limits<qint64>::max();
        for (size_t i = 0; i < all.size(); ++i)
            if (places[i] < all[i].points.size())
                next = std::min(next, all[i].points[places[i]].atMs);
        until = std::max(until, next == std::numeric_limits<qint64>::max() ? until : next);
    }
    imported.endpoints = assembly.endpoints();
    imported.recorded = assembly.recorded();
    imported.notes = assembly.notes();
    return imported;
}

Outcome<Imported> importFile(const QString &path, const ImportSpan &span, const QString &stack,
                             const bool &isStopped) {
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return Failure{FailureKind::Storage, QStringLiteral("is not a file that can be read"),
                       QStringLiteral("name an OpenMetrics or CSV file, or prometheus+http://host:9090/")};
    const auto reached = [progress = std::make_shared<FileProgress>(file.size()), &isStopped](qint64 bytes) {
        return (*progress)(bytes, isStopped);
    };
    if (QFileInfo(path).suffix().toLower() == QLatin1String("csv"))
        return readCsv(file, {stack, span.from, span.to, reached});
    OpenMetricsChoice choice;
    choice.from = span.from;
    choice.to = span.to;
    choice.wanted = FrameAssembly::isWanted;
    choice.reached = reached;
    const auto series = readOpenMetrics(file, choice);
    return series ? Outcome<Imported>(assemble(*series, stack)) : series.failure();
}

std::optional<Failure> writeRecording(const QString &path, const Imported &imported,
                                      std::optional<double> vcpu) {
    std::vector<EndpointId> ids;
    const Configuration configuration = imported.endpoints.configuration(imported.recorded, vcpu, ids);
    auto writer = RecordingWriter::create(path, configuration);
    if (!writer)
        return writer.failure();
    std::optional<Failure> failure;
    imported.frames.forEach([&](const Frame &frame) {
        Frame known = frame;
        known.endpoint = ids[frame.endpoint];
        failure = (*writer.value()).append(known);
        return !failure;
    });
    for (const RecordingNote &note : imported.notes)
        if (!failure)
            failure = (*writer.value()).append(note);
    const std::optional<Failure> atEnd = (*writer.value()).close();
    return failure ? failure : atEnd;
}

} // namespace

ExitCode importRecording(const Invocation &call) {
    const auto output = newFileOption(call.line, QStringLiteral("output"));
    if (!output || output->isEmpty())
        return wrongUse(call, output ? QStringLiteral("-o FILE is missing") : output.failure().what);
    const auto from = instantOption(call.line, QStringLiteral("from"));
    const auto to = instantOption(call.line, QStringLiteral("to"));
    if (!from || !to)
        return wrongUse(call, from ? to.failure().what : from.failure().what);
    if (*from && *to && **to < **from)
        return wrongUse(call, QStringLiteral("--to lies before --from"));
    std::optional<double> vcpu;
    if (call.line.isSet(QStringLiteral("vcpu"))) {
        vcpu = call.line.value(QStringLiteral("vcpu")).toDouble();
        if (!(*vcpu > 0 && *vcpu <= 100'000))
            return wrongUse(call, QStringLiteral("--vcpu wants a number of processors"));
    }
    const QString named = call.line.value(QStringLiteral("stack"));
    const QString stack = named.isEmpty() ? QStringLiteral("imported") : named;
    const ImportSpan span{*from, *to};
    if (QFileInfo::exists(*output)) {
        printProblem(oneLine(QStringLiteral("%1: exists already; name a new file").arg(*output)));
        return ExitCode::WrongUse;
    }

    QCoreApplication app(call.argc, call.argv);
    bool isStopped = false;
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::requested, &app, [&isStopped] { isStopped = true; });
    const bool isServer = isPrometheusUrl(call.file());
    const Outcome<Imported> imported = isServer ? importServer(call.line, span, stack, isStopped)
                                                : importFile(call.file(), span, stack, isStopped);
    const QString subject = isServer ? serverName(call.file()) : call.file();
    if (isStopped) {
        printError(QStringLiteral("interrupted; %1 was not written").arg(oneLine(*output)));
        return ExitCode::Findings;
    }
    if (!imported) {
        printProblem(failureText(subject, imported.failure()));
        return isServer && imported.failure().kind != FailureKind::Configuration ? ExitCode::Unreachable
                                                                                 : ExitCode::WrongUse;
    }
    if (imported->frames.size() == 0) {
        printProblem(oneLine(QStringLiteral("%1: no answer of a server that is known in that time; names of "
                                            "spillway, redis_exporter, memcached_exporter, postgres_exporter "
                                            "and mysqld_exporter are")
                                 .arg(subject)));
        return ExitCode::WrongUse;
    }
    if (const auto failure = writeRecording(*output, *imported, vcpu)) {
        printProblem(failureText(*output, *failure));
        return ExitCode::WrongUse;
    }
    printError(oneLine(QStringLiteral("imported %1 polls of %2 endpoints, %3; to see it: spillway replay %4")
                           .arg(imported->frames.size())
                           .arg(imported->endpoints.size())
                           .arg(recordedText(*output), *output)));
    return ExitCode::Done;
}

} // namespace spillway

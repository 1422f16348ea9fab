#include "command.h"

#include "document.h"
#include "exchange/csvwriter.h"
#include "exchange/derivedcsv.h"
#include "exchange/openmetricswriter.h"
#include "interrupt.h"
#include "newfile.h"
#include "options.h"
#include "progress.h"
#include "recording.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <functional>
#include <set>

namespace spillway {

namespace {

constexpr int framesPerLook = 512; // at the signals

enum class Form { OpenMetrics, Csv, DerivedCsv };

std::optional<Form> formOf(const QCommandLineParser &line, const QString &output) {
    const QString format = line.value(QStringLiteral("format"));
    const bool isCsv = format == QLatin1String("csv") ||
                       (format.isEmpty() && QFileInfo(output).suffix().toLower() == QLatin1String("csv"));
    const bool isDerived = line.isSet(QStringLiteral("derived"));
    if (isCsv)
        return isDerived ? Form::DerivedCsv : Form::Csv;
    if (isDerived || (!format.isEmpty() && format != QLatin1String("openmetrics")))
        return std::nullopt;
    return Form::OpenMetrics;
}

// Runs through the frames of the recording; false when somebody asked to stop, or `take` cannot go on.
class Passage {
public:
    Passage(RecordingReader &recording, std::optional<Instant> from, std::optional<Instant> to)
        : m_recording(recording)
        , m_from(from)
        , m_to(to) {
        QObject::connect(&m_interrupt, &Interrupt::requested, qApp, [this] { m_isStopped = true; });
    }

    bool isStopped() const { return m_isStopped; }
    bool isInside(Instant at) const { return (!m_from || at >= *m_from) && (!m_to || at <= *m_to); }

    bool forEach(const std::function<bool(const Frame &)> &take) {
        Progress progress(m_from.value_or(m_recording.start()), m_to.value_or(m_recording.end()));
        m_recording.rewind();
        int count = 0;
        while (const std::optional<Frame> frame = m_recording.next()) {
            if (isInside(frame->at) && !take(*frame))
                return false;
            if (++count % framesPerLook != 0)
                continue;
            progress.reach(frame->at);
            QCoreApplication::processEvents();
            if (m_isStopped)
                return false;
        }
        return true;
    }

private:
    RecordingReader &m_recording;
    std::optional<Instant> m_from;
    std::optional<Instant> m_to;
    Interrupt m_interrupt;
    bool m_isStopped = false;
};

bool writeOpenMetrics(const RecordingReader &recording, Passage &passage, QIODevice &to) {
    OpenMetricsWriter writer(recording.configuration());
    if (!passage.forEach([&writer](const Frame &frame) { return writer.add(frame); }))
        return false;
    for (const RecordingNote &note : recording.notes())
        if (passage.isInside(note.at) && !writer.add(note))
            return false;
    if (writer.leftOut() > 0)
        printError(
            QStringLiteral("%1 samples are left out: the clock had gone back, which the format cannot tell")
                .arg(writer.leftOut()));
    return writer.write(to);
}

bool writeCsv(const RecordingReader &recording, Passage &passage, QIODevice &to) {
    std::set<Field> fields;
    const auto collect = [&fields](const Frame &frame) {
        if (frame.outcome)
            for (const FieldValue &entry : frame.outcome->fields())
                fields.insert(entry.field);
        return true;
    };
    if (!passage.forEach(collect))
        return false;
    CsvWriter writer(recording.configuration(), {fields.begin(), fields.end()}, recording.start(), to);
    for (const RecordingNote &note : recording.notes())
        if (passage.isInside(note.at))
            writer.add(note);
    return passage.forEach([&writer](const Frame &frame) { return writer.add(frame); }) && writer.isGood();
}

bool writeDerived(const RecordingReader &recording, Passage &passage, QIODevice &to) {
    std::set<Metric> metrics;
    Deriver deriver(recording.configuration());
    const auto collect = [&](const Frame &frame) {
        for (const Sample &sample : deriver.derive(frame).samples)
            metrics.insert(sample.series.metric);
        return true;
    };
    if (!passage.forEach(collect))
        return false;
    DerivedCsv writer(recording.configuration(), metrics, to);
    return passage.forEach([&writer](const Frame &frame) { return writer.add(frame); });
}

} // namespace

ExitCode exportRecording(const Invocation &call) {
    const QString output = call.line.value(QStringLiteral("output"));
    if (output.isEmpty())
        return wrongUse(call, QStringLiteral("-o FILE is missing"));
    const std::optional<Form> form = formOf(call.line, output);
    if (!form)
        return wrongUse(call, QStringLiteral("--format wants openmetrics or csv, and --derived is for csv"));
    const auto from = instantOption(call.line, QStringLiteral("from"));
    const auto to = instantOption(call.line, QStringLiteral("to"));
    if (!from || !to)
        return wrongUse(call, from ? to.failure().what : from.failure().what);
    if (*from && *to && **to < **from)
        return wrongUse(call, QStringLiteral("--to lies before --from"));
    Document document = openRecording(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    QCoreApplication app(call.argc, call.argv);
    NewFile file(output);
    if (!file.open()) {
        printProblem(file.problem());
        return ExitCode::WrongUse;
    }
    Passage passage(*document.recording, *from, *to);
    const auto write = *form == Form::OpenMetrics ? writeOpenMetrics
                       : *form == Form::Csv       ? writeCsv
                                                  : writeDerived;
    const bool isWritten = write(*document.recording, passage, file.device()) && file.commit();
    for (const QString &damage : document.recording->damage())
        printError(oneLine(call.file() + QStringLiteral(": ") + damage));
    if (passage.isStopped()) {
        printError(QStringLiteral("interrupted; %1 was not written").arg(oneLine(output)));
        return ExitCode::Findings;
    }
    if (!isWritten)
        printProblem(file.problem());
    return isWritten ? ExitCode::Done : ExitCode::WrongUse;
}

} // namespace spillway

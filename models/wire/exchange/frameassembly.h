#pragma once
// Series -> frames: what one server answered at one moment is one frame. Understands what our own export
// writes, and the names of the exporters. Takes series in any order, and time piece by piece; what our
// export says only when it changes is carried on. Pure; owned by an import.

#include "exchange/exporternames.h"
#include "exchange/foundendpoints.h"
#include "exchange/metricseries.h"
#include "frame.h"
#include "recording.h"

#include <QHash>
#include <QSet>

#include <map>
#include <optional>
#include <vector>

namespace spillway {

class FrameAssembly {
public:
    // `stack`: of servers whose series carry no label "stack".
    explicit FrameAssembly(QString stack)
        : m_stack(std::move(stack)) {}

    // Is a series of this name of any use?
    static bool isWanted(const QByteArray &name);

    void take(const MetricSeries &series);
    // Of all that was taken since the last call, in the order of time.
    std::vector<Frame> frames();

    const FoundEndpoints &endpoints() const { return m_endpoints; }
    // The configuration that the series carry, if they carry exactly one.
    std::optional<Configuration> recorded() const;
    std::vector<RecordingNote> notes() const { return m_notes; } // as they were met

private:
    struct Poll {
        Reading reading;
        std::optional<double> up;       // of the endpoint as Prometheus or our export saw it
        std::optional<double> serverUp; // as its exporter saw it
        Duration took{0};
        Failure failure{FailureKind::NoAnswer, {}, {}};
        std::vector<Field> merged; // of several series already
    };
    struct Change {
        enum class What { Server, Set, Unset } what;
        QString name; // of a setting; else the identity
        QString value;
    };
    struct Target {
        bool isOwn = false;
        bool isDropped = false; // more endpoints than there are ids
        QString stack;
        QString name;
        std::optional<EndpointKind> kind;
        std::optional<EndpointId> id;
        std::map<qint64, Poll> polls;
        std::map<qint64, std::vector<Change>> changes;
        Reading text; // identity, version and settings in force
    };

    Target &targetOf(const MetricSeries &series, bool isOwn);
    void takeOwn(const MetricSeries &series);
    void takeExporter(const MetricSeries &series);
    static void merge(const ExporterNumber &row, double value, Poll &poll);
    void flush(Target &target, std::vector<Frame> &frames);
    static std::optional<Outcome<Reading>> outcomeOf(Target &target, qint64 atMs, Poll &poll);

    QString m_stack;
    QHash<QByteArray, size_t> m_numbers; // of a target, by the labels that name it
    std::vector<Target> m_targets;
    FoundEndpoints m_endpoints;
    QSet<QByteArray> m_configurations;
    std::vector<RecordingNote> m_notes;
};

} // namespace spillway

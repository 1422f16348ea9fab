#include "exchange/prometheussample.h"

#include "exchange/frameassembly.h"
#include "format.h"

namespace spillway {

namespace {

constexpr Duration datesGrain(1000); // the server's time comes in whole seconds
constexpr size_t mostNamed = 3;

Failure several(const FoundEndpoints &endpoints) {
    QStringList names;
    for (size_t i = 0; i < std::min(endpoints.size(), mostNamed); ++i)
        names << endpoints.endpoint(static_cast<EndpointId>(i)).name;
    return {FailureKind::Configuration,
            QStringLiteral("the matchers fit %1 servers: %2%3")
                .arg(endpoints.size())
                .arg(names.join(QStringLiteral(", ")),
                     endpoints.size() > mostNamed ? QStringLiteral(", ...") : QString()),
            QStringLiteral("Add instance=\"...\" to the matchers, so that they fit one.")};
}

} // namespace

Outcome<PrometheusSample> newestSample(const std::vector<MetricSeries> &series, Instant now, Duration every) {
    FrameAssembly assembly{QString()};
    for (const MetricSeries &one : series)
        assembly.take(one);
    const std::vector<Frame> frames = assembly.frames();
    if (assembly.endpoints().size() > 1)
        return several(assembly.endpoints());
    if (frames.empty())
        return Failure{FailureKind::NoAnswer,
                       QStringLiteral("the server has no new sample that the matchers fit"),
                       QStringLiteral("Check the matchers, and whether it scrapes the exporter.")};
    PrometheusSample sample{frames.back().at, std::nullopt, frames.back().outcome};
    if (frames.size() > 1) {
        std::vector<EndpointId> ids;
        sample.interval = assembly.endpoints().configuration({}, {}, ids).every;
    }
    const Duration age = now - sample.at;
    if (age > 2 * sample.interval.value_or(every) + datesGrain)
        return Failure{FailureKind::NoAnswer,
                       QStringLiteral("the newest sample is %1 old").arg(formatDuration(age)),
                       QStringLiteral("Check whether the server still scrapes the exporter.")};
    return sample;
}

} // namespace spillway

// Any bytes as an OpenMetrics text: frames of finite numbers of known endpoints in the order of time, or a
// failure that names its line.

#include "exchange/frameassembly.h"
#include "exchange/openmetricsreader.h"

#include <QBuffer>

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace spillway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    const auto series = readOpenMetrics(buffer, {});
    if (!series) {
        if (!series.failure().what.startsWith(QLatin1String("line ")))
            std::abort();
        return 0;
    }
    FrameAssembly assembly(QStringLiteral("imported"));
    for (const MetricSeries &one : *series)
        assembly.take(one);
    Instant last = Instant::fromMs(std::numeric_limits<qint64>::min());
    for (const Frame &frame : assembly.frames()) {
        if (frame.endpoint >= assembly.endpoints().size() || frame.at < last)
            std::abort();
        last = frame.at;
        if (frame.outcome)
            for (const FieldValue &entry : frame.outcome->fields())
                if (!std::isfinite(entry.value))
                    std::abort();
    }
    std::vector<EndpointId> ids;
    if (assembly.endpoints().configuration(assembly.recorded(), {}, ids).rules.empty() &&
        !assembly.recorded())
        std::abort();
    return 0;
}

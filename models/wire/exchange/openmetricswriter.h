#pragma once
// Frames and notes -> OpenMetrics text with times, that promtool and every other reader of the format
// takes, and from which the same recording can be made again. What is not a number stands in labels; what
// seldom changes is written when it does and every five minutes. Owned by an export.

#include "configuration.h"
#include "exchange/metricseries.h"
#include "exchange/seriesspool.h"
#include "frame.h"
#include "recording.h"

#include <optional>
#include <vector>

namespace spillway {

class OpenMetricsWriter {
public:
    explicit OpenMetricsWriter(const Configuration &configuration,
                               qsizetype mostInMemory = SeriesSpool::MostInMemory);

    // False when the disk for what is put aside is full.
    bool add(const Frame &frame);
    bool add(const RecordingNote &note);
    // The whole text, up to # EOF. False when it cannot be written.
    bool write(QIODevice &to);
    // Samples that could not be told in the format, because a clock had gone back.
    qint64 leftOut() const { return m_spool.leftOut(); }

private:
    struct Said { // of one endpoint
        Reading text;
        std::optional<Instant> at;
    };
    QByteArray head(const char *name, EndpointId endpoint, const MetricLabels &more = {}) const;
    bool addText(EndpointId endpoint, const Reading &reading, Instant at);

    SeriesSpool m_spool;
    std::vector<MetricLabels> m_labels;           // per endpoint
    std::vector<std::vector<QByteArray>> m_heads; // per endpoint and field
    std::vector<Said> m_said;
    QByteArray m_configuration;
    std::optional<Instant> m_configurationSaid;
};

} // namespace spillway

#pragma once
// What a Prometheus-compatible server keeps of a stretch of time, asked piece by piece with range selectors
// at successive moments, so that the samples are those that were scraped. GUI thread; waits for answers.

#include "command.h"
#include "config/prometheusurl.h"
#include "exchange/imported.h"
#include "instant.h"
#include "outcome.h"

namespace spillway {

struct ImportSpan {
    std::optional<Instant> from;
    std::optional<Instant> to;
};

// Source, --password-env and --password-file are those of the line; --from is needed. Stops once
// `isStopped`, which an event may set.
Outcome<Imported> importServer(const QCommandLineParser &line, const ImportSpan &span, const QString &stack,
                               const bool &isStopped);
// host:port, which is safe to show.
QString serverName(const QString &url);

} // namespace spillway

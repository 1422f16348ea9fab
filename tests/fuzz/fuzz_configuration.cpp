// Any bytes as a configuration file: a configuration that fits together, or problems that name a place.

#include "configfile.h"

#include <cstdint>
#include <cstdlib>

using namespace spillway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray toml(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const LoadedConfiguration loaded = parseConfiguration(toml, QStringLiteral("x.toml"));
    if (loaded.configuration.has_value() != loaded.problems.empty())
        std::abort();
    for (const ConfigProblem &problem : loaded.problems)
        if (problem.what.isEmpty() || problem.line < 0 || problem.column < 0)
            std::abort();
    if (loaded.configuration)
        for (const Endpoint &endpoint : loaded.configuration->endpoints)
            if (endpoint.stack >= loaded.configuration->stacks.size() || endpoint.every <= Duration{0})
                std::abort();
    return 0;
}

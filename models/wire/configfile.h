#pragma once
// The TOML configuration file <-> Configuration. Every error is found in one pass and named by its
// place; a file with any error yields no configuration.

#include "configuration.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

// "file:line:column: what is wrong; what would be right"
struct ConfigProblem {
    QString file;
    int line = 1;
    int column = 1;
    QString what;
    QString remedy;
    QString text() const;
};

struct LoadedConfiguration {
    std::optional<Configuration> configuration; // unset when there is any problem
    std::vector<ConfigProblem> problems;
    std::vector<ConfigProblem> warnings; // e.g. a password inside a URL; the password is not in the text
};

LoadedConfiguration loadConfiguration(const QString &path);
LoadedConfiguration parseConfiguration(const QByteArray &toml, const QString &file);
// Only the [[rule]] tables, for --rules FILE; the stacks come from elsewhere.
LoadedConfiguration parseRules(const QByteArray &toml, const QString &file, Configuration base);

// "90s", "15m", "24h", "250ms"
std::optional<Duration> parseDuration(const QString &text);

} // namespace spillway

#pragma once
// The TOML configuration file -> Configuration. Every error is found in one pass and named by its
// place; a file with any error yields no configuration.

#include "configuration.h"
#include "delivery.h"
#include "duration.h"
#include "expectation.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

struct ConfigProblem {
    QString file;
    int line = 0;   // from 1; 0 = the file as a whole, because it cannot be read
    int column = 0; // from 1, in code points
    QString what;
    QString remedy;

    // "file:line:column: what is wrong; what would be right"
    QString text() const;

    friend bool operator==(const ConfigProblem &, const ConfigProblem &) = default;
};

struct LoadedConfiguration {
    std::optional<Configuration> configuration; // unset when there is any problem
    std::vector<ConfigProblem> problems;        // in the order of the file
    std::vector<ConfigProblem> warnings; // e.g. a password inside a URL; the password is not in the text
    Deliveries deliveries;
};

LoadedConfiguration loadConfiguration(const QString &path);
LoadedConfiguration parseConfiguration(const QByteArray &toml, const QString &file);

// Only the [[rule]] tables, for --rules FILE; stacks and endpoints are those of `base`.
LoadedConfiguration loadRules(const QString &path, Configuration base);
LoadedConfiguration parseRules(const QByteArray &toml, const QString &file, Configuration base);

struct LoadedExpectations {
    std::vector<Expectation> expectations; // empty when there is any problem
    std::vector<ConfigProblem> problems;
};

// The [[expect]] tables of a file for backtest --expect.
LoadedExpectations loadExpectations(const QString &path);
LoadedExpectations parseExpectations(const QByteArray &toml, const QString &file);

} // namespace spillway

#pragma once
// One scenario of the living specification: what the servers answer over time, and which events must
// come of it. Text, a line a statement; the grammar is described in tests/scenarios/README.md. The
// header is an ordinary configuration file, up to the line "---".

#include "configuration.h"
#include "frame.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <optional>
#include <vector>

namespace spillway {

struct ExpectedEvent {
    int line = 0;
    Duration from{0}; // since the start of the scenario
    Duration to{0};
    QString kind;
    QMap<QString, QString> keys;

    bool matches(const QJsonObject &event, Instant start) const;
    QString text() const;
};

struct Scenario {
    Configuration configuration;
    std::vector<std::vector<Frame>> rounds; // one poll of every endpoint; empty = nobody polled
    QStringList kinds;                      // of the events that `expect` must list in full
    std::vector<ExpectedEvent> expected;    // in order, nothing else of these kinds
    std::vector<ExpectedEvent> some;        // at least one event each
    std::vector<ExpectedEvent> never;       // no event each

    static Instant start() { return Instant::fromMs(1'704'067'200'000); } // 2024-01-01T00:00:00Z
};

struct LoadedScenario {
    std::optional<Scenario> scenario;
    QString problem; // "file:line: what"
};

LoadedScenario loadScenario(const QString &path);

} // namespace spillway

#pragma once
// What rules would have done on a recording, beside those in force when it was recorded. Both go through
// the engine that live and replay use; no second evaluation of rules. Runs on any thread.

#include "configuration.h"
#include "firing.h"
#include "outcome.h"

#include <QStringList>

namespace spillway {

struct BacktestRow {
    QString rule;
    QString stack;
    std::vector<Firing> candidate;
    std::vector<Instant> unknown; // when the candidate could no longer be judged
    std::vector<Firing> recorded; // by the rule of that name, as recorded
    friend bool operator==(const BacktestRow &, const BacktestRow &) = default;
};

struct Backtest {
    Instant end;                   // of the recording
    std::vector<BacktestRow> rows; // one per candidate rule and stack that it concerns
    QStringList damage;            // of the file
};

// The stacks and endpoints of the candidate are those of the recording.
Outcome<Backtest> backtest(const QString &recording, const Configuration &candidate);

} // namespace spillway

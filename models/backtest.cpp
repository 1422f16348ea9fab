#include "backtest.h"

#include "engine.h"
#include "recording.h"

namespace spillway {

namespace {

std::vector<Instant> unknownsOf(const std::vector<Event> &timeline, const QString &rule,
                                const QString &stack) {
    std::vector<Instant> unknowns;
    for (const Event &event : timeline)
        if (const auto *alert = std::get_if<AlertEvent>(&event.what);
            alert && alert->rule == rule && event.stack == stack && alert->state == AlertState::Unknown)
            unknowns.push_back(event.at);
    return unknowns;
}

} // namespace

Outcome<Backtest> backtest(const QString &recording, const Configuration &candidate) {
    auto opened = RecordingReader::open(recording);
    if (!opened)
        return opened.failure();
    const std::unique_ptr<RecordingReader> reader = std::move(opened).value();
    Engine tried(candidate);
    Engine recorded(reader->configuration());
    if (const auto restored = reader->restored())
        for (Engine *engine : {&tried, &recorded})
            engine->restore(*restored);
    for (auto frame = reader->next(); frame; frame = reader->next()) {
        tried.consume(*frame);
        recorded.consume(*frame);
    }
    Backtest result{reader->end(), {}, reader->damage()};
    for (const Rule &rule : candidate.rules)
        for (const Stack &stack : candidate.stacks)
            if (rule.stack.isEmpty() || rule.stack == stack.name)
                result.rows.push_back({rule.name, stack.name,
                                       firingsOf(tried.timeline(), rule.name, stack.name),
                                       unknownsOf(tried.timeline(), rule.name, stack.name),
                                       firingsOf(recorded.timeline(), rule.name, stack.name)});
    return result;
}

} // namespace spillway

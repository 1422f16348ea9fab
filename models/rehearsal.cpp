#include "rehearsal.h"

#include "engine.h"
#include "format.h"
#include "recording.h"
#include "ruletoml.h"

#include <QMetaObject>

#include <algorithm>

namespace spillway {

namespace {

// nullopt when it was given up. A recording that cannot be opened again has no firings.
std::optional<std::vector<Firing>> rehearse(const std::stop_token &stop, const QString &path,
                                            const Configuration &configuration, StackId stack,
                                            const QString &rule) {
    auto opened = RecordingReader::open(path);
    if (!opened)
        return std::vector<Firing>{};
    const std::unique_ptr<RecordingReader> reader = std::move(opened).value();
    Engine engine(configuration);
    for (auto frame = reader->next(); frame; frame = reader->next()) {
        if (stop.stop_requested())
            return std::nullopt;
        // The other stacks have no say in it.
        if (frame->endpoint < configuration.endpoints.size() &&
            configuration.endpoints[frame->endpoint].stack == stack)
            engine.consume(*frame);
    }
    return firingsOf(engine.timeline(), rule, configuration.stacks[stack].name);
}

QString countText(const std::vector<Firing> &firings) {
    if (firings.empty())
        return Rehearsal::tr("would not have fired");
    const QString first = firings.front().from.clockText();
    if (firings.size() == 1)
        return Rehearsal::tr("would have fired once, at %1").arg(first);
    return Rehearsal::tr("would have fired %1 times, first at %2").arg(firings.size()).arg(first);
}

} // namespace

QString comparedText(const std::vector<Firing> &candidate, const std::vector<Firing> &real) {
    const QString count = countText(candidate);
    if (candidate.empty() && real.empty())
        return Rehearsal::tr("would not have fired either");
    if (candidate.empty())
        return real.size() == 1 ? Rehearsal::tr("%1; it did once").arg(count)
                                : Rehearsal::tr("%1; it did %2 times").arg(count).arg(real.size());
    if (real.empty())
        return Rehearsal::tr("%1; it did not").arg(count);
    const Duration earlier = real.front().from - candidate.front().from;
    if (earlier > 0ms)
        return Rehearsal::tr("%1, %2 earlier").arg(count, formatDuration(earlier));
    if (earlier < 0ms)
        return Rehearsal::tr("%1, %2 later").arg(count, formatDuration(-earlier));
    return Rehearsal::tr("%1, as it did").arg(count);
}

Rule withThreshold(Rule rule, double threshold) {
    if (rule.recover) {
        double recover = *rule.recover + threshold - rule.threshold;
        if (metricInfo(rule.metric).unit == Unit::Ratio && rule.metric != Metric::LoadPerCore)
            recover = std::min(recover, 1.0);
        rule.recover = std::max(recover, 0.0);
    }
    rule.threshold = threshold;
    return rule;
}

QString pastedText(const Rule &rule) {
    return ruleToToml(rule);
}

Rehearsal::Rehearsal(const QString &recording, QObject *parent)
    : QObject(parent)
    , m_recording(recording) {}

Rehearsal::~Rehearsal() = default;

void Rehearsal::start(Configuration configuration, StackId stack, const Rule &candidate) {
    cancel();
    for (Rule &rule : configuration.rules)
        if (rule.name == candidate.name)
            rule = candidate;
    const quint64 question = ++m_question;
    m_isRunning = true;
    m_thread = std::jthread([this, question, stack, configuration = std::move(configuration),
                             path = m_recording, name = candidate.name](const std::stop_token &stop) {
        auto firings = rehearse(stop, path, configuration, stack, name);
        if (!firings)
            return;
        QMetaObject::invokeMethod(
            this,
            [this, question, firings = std::move(*firings)] {
                if (question != m_question)
                    return;
                m_isRunning = false;
                emit finished(firings);
            },
            Qt::QueuedConnection);
    });
}

void Rehearsal::cancel() {
    ++m_question;
    m_isRunning = false;
    m_thread = {}; // asks it to stop, and waits for its last frame
}

} // namespace spillway

#pragma once
// What a changed rule would have done: runs a recording through an engine with it, on a thread of its own,
// as often as the rule is changed. The newest question wins; an older one is given up within a frame.
// Lives in the GUI thread; owned by the view that asks.

#include "configuration.h"
#include "firing.h"

#include <QObject>

#include <thread>

namespace spillway {

// "would have fired 3 times, first at 09:44:12, 24 s earlier"
QString comparedText(const std::vector<Firing> &candidate, const std::vector<Firing> &real);
// The rule with another threshold; its recovery keeps the distance.
Rule withThreshold(Rule rule, double threshold);
// As it is pasted into a configuration.
QString pastedText(const Rule &rule);

class Rehearsal : public QObject {
    Q_OBJECT
public:
    explicit Rehearsal(const QString &recording, QObject *parent = nullptr);
    ~Rehearsal() override;

    // The rule takes the place of the one of that name.
    void start(Configuration configuration, StackId stack, const Rule &candidate);
    void cancel();
    bool isRunning() const { return m_isRunning; }

signals:
    void finished(const std::vector<spillway::Firing> &firings);

private:
    const QString m_recording;
    quint64 m_question = 0;
    bool m_isRunning = false;
    std::jthread m_thread;
};

} // namespace spillway

#pragma once
// A probe whose answers the test gives. What it was asked is kept in a log that outlives it, because
// the poller owns the probe.

#include "probe.h"

#include <functional>
#include <memory>

namespace spillway {

class FakeProbe : public Probe {
public:
    struct Log {
        int polls = 0;
        int aborts = 0;
    };

    FakeProbe()
        : log(std::make_shared<Log>()) {}
    ~FakeProbe() override {
        if (onDestruction)
            onDestruction();
    }

    void poll() override {
        ++log->polls;
        if (onPoll)
            onPoll();
    }
    void abort() override {
        ++log->aborts;
        if (onAbort)
            onAbort();
    }
    QString waitingFor() const override { return waiting; }

    void answer(const Outcome<Reading> &outcome) { emit finished(outcome); }

    std::shared_ptr<Log> log;
    QString waiting = QStringLiteral("reply");
    std::function<void()> onPoll;
    std::function<void()> onAbort;
    std::function<void()> onDestruction;
};

} // namespace spillway

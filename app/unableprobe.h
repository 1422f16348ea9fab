#pragma once
// Stands for an endpoint that cannot be asked, and says why at every poll: the rest of the stack is
// watched, and this one is seen to be missing. Owned by the poller.

#include "probe.h"

namespace spillway {

class UnableProbe : public Probe {
    Q_OBJECT
public:
    explicit UnableProbe(Failure why)
        : m_why(std::move(why)) {}

    void poll() override {
        QMetaObject::invokeMethod(
            this, [this] { emit finished(m_why); }, Qt::QueuedConnection);
    }
    void abort() override {}
    QString waitingFor() const override { return {}; }

private:
    Failure m_why;
};

} // namespace spillway

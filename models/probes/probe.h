#pragma once
// The object that asks one endpoint one question. Contract: poll() starts one question; finished()
// answers it exactly once and never before poll() has returned; abort() and destruction cancel
// silently and never block. The caller (the poller) owns the deadline and calls abort() at it, which
// also drops the connection, so that no late reply can shift a later one.

#include "outcome.h"
#include "reading.h"

#include <QObject>

namespace spillway {

class Probe : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void poll() = 0;
    virtual void abort() = 0;
    // What the probe was waiting for, for the words of a time-out: "connect", "TLS", "log in", "reply".
    virtual QString waitingFor() const = 0;

signals:
    void finished(const spillway::Outcome<spillway::Reading> &outcome);
};

} // namespace spillway

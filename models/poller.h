#pragma once
// Asks every endpoint at a constant cadence and turns each answer, failure or time-out into exactly one
// frame. Owns the probes and the total deadline of a poll; at most one question per endpoint is in
// flight. A slot that could not start (stall, suspend, a slow answer) is counted, never made up for.
// Lives in the GUI thread; owned by app/; nothing in it blocks.

#include "clock.h"
#include "frame.h"

#include <QObject>

#include <memory>
#include <vector>

namespace spillway {

class Probe;

class Poller : public QObject {
    Q_OBJECT
public:
    // A password or a right that is wrong is tried again only this often, lest the account is locked.
    // Its slots still yield frames, which repeat the failure: silence would look like a stall.
    static constexpr Duration RetryRefused{60'000};

    struct Target {
        Endpoint endpoint;
        std::unique_ptr<Probe> probe;
    };
    // In the order of Configuration::endpoints: the position is the EndpointId of the frames. The
    // clock must outlive the poller.
    Poller(std::vector<Target> targets, const Clock *clock, QObject *parent = nullptr);
    ~Poller() override; // drops questions in flight silently

    qint64 skippedSlots(EndpointId endpoint) const;

public slots:
    // The first questions go out within a second, spread; later ones at the starts of the slots.
    void start();
    void stop();    // drops questions in flight silently
    void pollNow(); // asks all that are not being asked, refused ones too

signals:
    void frameReady(const spillway::Frame &frame);

private:
    struct Watch;
    void startSlot(Watch &watch);
    void ask(Watch &watch);
    void answer(Watch &watch, const Outcome<Reading> &outcome);
    void giveUp(Watch &watch);
    void settle(Watch &watch, const Outcome<Reading> &outcome);
    void drop(Watch &watch);

    const Clock *m_clock;
    std::vector<std::unique_ptr<Watch>> m_watches; // index: EndpointId
};

} // namespace spillway

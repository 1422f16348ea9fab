#pragma once
// The textbook method that the diagnosis is compared with: load = lookups x miss ratio x cost per miss, split
// by logarithmic means, and whoever moved first. Each alone and both together, on the diagnosis's own alarm
// and baselines. Owned by a trial.

#include "configuration.h"
#include "deriver.h"
#include "diagnosis/alarm.h"
#include "diagnosis/ticker.h"
#include "verdict.h"

namespace spillway::lab {

class Rival {
public:
    Rival(const Configuration &configuration, bool decomposes, bool orders);
    Culprit consume(const Frame &frame);

private:
    Culprit judge() const;
    Culprit byParts() const;
    Culprit byOrder() const;

    Configuration m_configuration;
    Deriver m_deriver;
    Ticker m_ticker;
    Alarm m_alarm;
    Usual m_usual;
    std::deque<Tick> m_ticks;
    Instant m_lastUpdate;
    Culprit m_said = Culprit::None;
    bool m_decomposes;
    bool m_orders;
};

} // namespace spillway::lab

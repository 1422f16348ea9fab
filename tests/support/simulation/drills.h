#pragma once
// The recordings of the bundled drills, one stack each, a little more than half an hour long at most.
// They stand in resources/recordings/drills/.

#include "drill/drill.h"
#include "simulation.h"

namespace spillway {

// The frames of a drill, and what is put on them that the model of a stack does not have: a limit of
// connections, a loading replica, an account that sees nothing, memcached.
class DrillSimulation {
public:
    explicit DrillSimulation(const QString &drill);

    const Configuration &configuration() const { return m_configuration; }
    std::optional<Frame> next();

private:
    QString m_drill;
    Simulation m_simulation;
    Configuration m_configuration;
    Instant m_onset;
};

} // namespace spillway

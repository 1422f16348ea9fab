#pragma once
// Several stacks and the monitor that polls them: yields the frames that a live run would have
// recorded, in order of time, and the configuration that belongs to them. Pure; owned by whoever
// pulls the frames.

#include "configuration.h"
#include "frame.h"
#include "stacksimulation.h"

#include <optional>
#include <vector>

namespace spillway {

class Simulation {
public:
    Simulation(const std::vector<StackTraits> &stacks, Instant start, Instant end, quint64 seed);

    const Configuration &configuration() const { return m_configuration; }
    std::optional<Frame> next(); // nullopt at the end
    const Truth &truth(StackId stack) const { return m_stacks[stack].truth(); }

private:
    struct Poll {
        Instant due;
        Instant answered;
        Duration took;
        int position; // within its stack
        EndpointId endpoint;
        StackId stack;
    };
    void plan(Poll &poll);

    Configuration m_configuration;
    std::vector<StackSimulation> m_stacks;
    std::vector<Poll> m_polls; // the next one of each endpoint
    Random m_random;
    Instant m_end;
};

} // namespace spillway

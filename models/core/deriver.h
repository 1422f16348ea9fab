#pragma once
// Raw counters -> derived samples, one frame at a time. Rates and ratios are of the last interval; an
// interval in which the server restarted or its counters were reset has no value. No traffic means no
// hit ratio. Pure; owned by the Engine.
//
//   hit ratio = d(hits) / d(hits + misses)       load = sessions executing a statement at the poll
//   rate      = d(counter) / d(time)             statements = d(commits + rollbacks), or d(questions)

#include "configuration.h"
#include "frame.h"
#include "stackround.h"

#include <optional>
#include <vector>

namespace spillway {

enum class Continuity {
    Continued, // or first of all
    Restarted, // another process answers: its counters began anew
    CountersReset,
};

struct Derived {
    std::vector<Sample> samples; // the endpoint's, then the stack's if a round is complete
    Continuity continuity = Continuity::Continued;
};

class Deriver {
public:
    explicit Deriver(const Configuration &configuration);

    Derived derive(const Frame &frame);

private:
    struct Last {
        std::optional<Reading> reading;
        Instant at;
    };
    const Configuration m_configuration;
    std::vector<Last> m_last;
    std::vector<StackRound> m_rounds; // two per stack: caches, databases
};

} // namespace spillway

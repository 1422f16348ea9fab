#include "knobs.h"

#include <sstream>

namespace loadgenerator {

bool turn(Knobs &knobs, const std::string &line) {
    std::istringstream words(line);
    std::string name;
    double value = 0;
    if (!(words >> name >> value) || value < 0)
        return false;
    if (name == "rate" && value > 0)
        knobs.rate = value;
    else if (name == "bypassed" && value <= 1)
        knobs.bypassed = value;
    else if (name == "fresh" && value <= 1)
        knobs.fresh = value;
    else if (name == "ttl" && value >= 1)
        knobs.ttlSeconds = int(value);
    else if (name == "cost" && value >= 1)
        knobs.cost = int(value);
    else if (name == "version")
        knobs.version = int(value);
    else
        return false;
    return true;
}

} // namespace loadgenerator

#pragma once
// The [[rule]] tables of a configuration file -> rules. Private to configfile.cpp.

#include "config/configtable.h"

namespace spillway {

// Rules refer to stacks and endpoints, so `configuration` has those already. What is wrong goes to the
// report of `root`; the rules are then incomplete.
std::vector<Rule> readRules(ConfigTable &root, const Configuration &configuration);

} // namespace spillway

#pragma once
// The [[silence]] tables of a configuration file -> silences. Private to configfile.cpp.

#include "config/configtable.h"

namespace spillway {

// Silences refer to stacks and rules, so `configuration` has those already. What is wrong goes to the report
// of `root`; the silences are then incomplete.
std::vector<Silence> readSilences(ConfigTable &root, const Configuration &configuration);

} // namespace spillway

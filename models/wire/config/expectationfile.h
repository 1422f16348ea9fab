#pragma once
// The [[expect]] tables of an expectation file -> expectations. Private to configfile.cpp.

#include "config/configtable.h"
#include "expectation.h"

namespace spillway {

// What is wrong goes to the report of `root`; the list is then incomplete.
std::vector<Expectation> readExpectations(ConfigTable &root, const QString &file);

} // namespace spillway

#pragma once
// The [[stack]] tables of a configuration file -> stacks and endpoints. Private to configfile.cpp.

#include "config/configtable.h"

namespace spillway {

// Appends to `configuration`, whose `every` is set already. Relative paths of password files count from
// the folder of the configuration file.
void readStacks(ConfigTable &root, const QString &folder, Configuration &configuration);

} // namespace spillway

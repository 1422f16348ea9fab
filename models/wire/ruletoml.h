#pragma once
// A rule as the [[rule]] table that it would be read from, to be pasted into a configuration. Pure.

#include "rule.h"

namespace spillway {

QString ruleToToml(const Rule &rule);

} // namespace spillway

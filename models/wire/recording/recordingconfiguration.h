#pragma once
// The configuration in force, as the JSON text that opens a recording. It says what was watched and by
// which rules, and never how to log in: no secret, no user, no database name, no key files.

#include "configuration.h"

#include <QByteArray>

#include <optional>

namespace spillway {

QByteArray configurationToJson(const Configuration &configuration);
// nullopt when anything is missing or does not fit together.
std::optional<Configuration> configurationFromJson(const QByteArray &json);

} // namespace spillway

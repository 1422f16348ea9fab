#pragma once
// The names under which `export` writes a recording and `import` finds it again: one series of each
// field of each endpoint, and series whose labels carry what is not a number.

#include "field.h"

#include <QByteArray>

#include <optional>

namespace spillway {

namespace ownname {
constexpr const char *configuration = "spillway_configuration_info"; // label json, see ARCHITECTURE
constexpr const char *server = "spillway_server_info";               // labels identity, version
constexpr const char *setting = "spillway_setting";                  // labels setting, value; 0: no longer
constexpr const char *up = "spillway_up";                            // one a poll: 0 is a failure
constexpr const char *failure = "spillway_failure_info";             // labels failure, what, remedy
constexpr const char *roundTrip = "spillway_round_trip_milliseconds";
constexpr const char *note = "spillway_note_info"; // labels stack, author, text
} // namespace ownname

// "bytes", or empty.
QByteArray ownUnit(Field field);
// "spillway_used_memory_bytes", "spillway_keyspace_hits": as TYPE, UNIT and HELP name it.
QByteArray ownFamily(Field field);
// Of its samples: a counter ends with _total.
QByteArray ownName(Field field);
std::optional<Field> fieldFromOwnName(const QByteArray &name);
bool isOwnName(const QByteArray &name);

} // namespace spillway

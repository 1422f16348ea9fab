#pragma once
// The tables that memcached answers to `stats` and `stats settings` -> a Reading. Names are looked up,
// unknown ones are ignored, the first of duplicates counts, and what is not a proper number is absent.
// Pure.

#include "outcome.h"
#include "reading.h"

#include <QByteArrayView>

namespace spillway {

// Lines "name value", without the STAT in front. Fails when nothing of memcached is in it.
Outcome<Reading> readMemcachedStats(QByteArrayView table);

// Those settings that decide how the cache behaves; no paths and no addresses.
QMap<QString, QString> readMemcachedSettings(QByteArrayView table);

// An ERROR, CLIENT_ERROR or SERVER_ERROR line in words.
Failure readMemcachedError(QByteArrayView line);
// The server has ASCII authentication (-Y) and this connection has not logged in.
bool asksForLogin(QByteArrayView line);

} // namespace spillway

#pragma once
// The settings that a Redis, Valkey, KeyDB or Dragonfly is asked for with CONFIG GET, by their exact
// names: a pattern might match a password. Pure.

#include "respreply.h"

#include <QByteArrayList>
#include <QMap>
#include <QString>

namespace spillway {

const QByteArrayList &redisSettingNames();

// The answer to CONFIG GET of some of them. What was not asked for is left out.
QMap<QString, QString> readRedisSettings(const RespReply &reply);

} // namespace spillway

#pragma once
// One reply of a server that speaks RESP2, as a plain value.

#include <QByteArray>

#include <vector>

namespace spillway {

struct RespReply {
    enum class Kind { Nil, Status, Error, Integer, Text, Array };

    Kind kind = Kind::Nil;
    QByteArray text; // of Status, Error and Text
    qint64 integer = 0;
    std::vector<RespReply> elements;

    friend bool operator==(const RespReply &, const RespReply &) = default;
};

} // namespace spillway

#include "respreader.h"

#include "foreignprotocol.h"

#include <hiredis/hiredis.h>

#include <memory>

namespace spillway {

namespace {

struct FreeReader {
    void operator()(redisReader *reader) const { redisReaderFree(reader); }
};
struct FreeReply {
    void operator()(redisReply *reply) const { freeReplyObject(reply); }
};

RespReply toValue(const redisReply &reply) {
    RespReply value;
    switch (reply.type) {
    case REDIS_REPLY_STATUS:
        value.kind = RespReply::Kind::Status;
        break;
    case REDIS_REPLY_ERROR:
        value.kind = RespReply::Kind::Error;
        break;
    case REDIS_REPLY_STRING:
        value.kind = RespReply::Kind::Text;
        break;
    case REDIS_REPLY_INTEGER:
        value.kind = RespReply::Kind::Integer;
        value.integer = reply.integer;
        break;
    case REDIS_REPLY_ARRAY:
        value.kind = RespReply::Kind::Array;
        value.elements.reserve(reply.elements);
        for (size_t i = 0; i < reply.elements; ++i)
            value.elements.push_back(toValue(*reply.element[i]));
        break;
    default:
        break;
    }
    if (reply.str && reply.type != REDIS_REPLY_INTEGER)
        value.text = QByteArray(reply.str, static_cast<qsizetype>(reply.len));
    return value;
}

std::optional<RespReply> decode(QByteArrayView whole) {
    const std::unique_ptr<redisReader, FreeReader> reader(redisReaderCreate());
    redisReaderFeed(reader.get(), whole.data(), static_cast<size_t>(whole.size()));
    void *reply = nullptr;
    redisReaderGetReply(reader.get(), &reply);
    const std::unique_ptr<redisReply, FreeReply> owned(static_cast<redisReply *>(reply));
    return owned ? std::optional(toValue(*owned)) : std::nullopt;
}

Failure protocolFailure(const QString &what) {
    return {FailureKind::Protocol, what, QString()};
}

} // namespace

std::optional<Outcome<RespReply>> RespReader::next() {
    if (m_bytes.isEmpty())
        return std::nullopt;
    if (!m_known && !QByteArrayView("+-:$*").contains(m_bytes.front())) {
        const ForeignProtocol foreign = recogniseProtocol(m_bytes);
        if (foreign.mayFollow)
            return std::nullopt;
        return protocolFailure(foreign.name.isEmpty()
                                   ? QStringLiteral("this port does not speak the Redis protocol")
                                   : QStringLiteral("this port speaks %1, not Redis").arg(foreign.name));
    }
    switch (m_scan.advance(m_bytes)) {
    case RespScan::Result::NeedMore:
        return std::nullopt;
    case RespScan::Result::Refused:
        return protocolFailure(QStringLiteral("refused %1").arg(m_scan.refusal()));
    case RespScan::Result::Complete:
        break;
    }
    const std::optional<RespReply> reply = decode(QByteArrayView(m_bytes).first(m_scan.size()));
    if (!reply)
        return protocolFailure(QStringLiteral("a reply that is not RESP2"));
    m_known = true;
    m_bytes.remove(0, m_scan.size());
    m_scan.restart();
    return *reply;
}

QByteArray respRequest(const QByteArrayList &arguments) {
    std::vector<const char *> texts;
    std::vector<size_t> sizes;
    for (const QByteArray &argument : arguments) {
        texts.push_back(argument.constData());
        sizes.push_back(static_cast<size_t>(argument.size()));
    }
    char *formatted = nullptr;
    const int size =
        redisFormatCommandArgv(&formatted, static_cast<int>(arguments.size()), texts.data(), sizes.data());
    const QByteArray request(formatted, size);
    redisFreeCommand(formatted);
    return request;
}

} // namespace spillway

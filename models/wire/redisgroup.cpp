#include "redisgroup.h"

#include "displaytext.h"
#include "rediserror.h"

#include <algorithm>
#include <array>

namespace spillway {

namespace {

// How the gauges of several nodes become one.
constexpr std::array summed{Field::Clients, Field::MaxClients, Field::BlockedClients, Field::ClientMemory};
constexpr std::array stored{Field::UsedMemory,       Field::ResidentMemory,     Field::Keys,
                            Field::MemoryNotCounted, Field::FragmentationBytes, Field::KeysWithTtl};
constexpr std::array worst{Field::Loading, Field::PrimaryLinkDown, Field::ForkTime, Field::StaleShare};

using Nodes = std::vector<const Reading *>;

std::optional<double> sum(const Nodes &nodes, Field field) {
    double total = 0;
    for (const Reading *node : nodes) {
        const auto value = node->value(field);
        if (!value)
            return std::nullopt;
        total += *value;
    }
    return nodes.empty() ? std::nullopt : std::optional(total);
}

void setIf(Reading &reading, Field field, std::optional<double> value) {
    if (value)
        reading.set(field, *value);
}

// Without a limit anywhere there is none for the whole.
std::optional<double> limit(const Nodes &primaries) {
    for (const Reading *node : primaries)
        if (node->value(Field::MaxMemory) == 0.0)
            return 0;
    return sum(primaries, Field::MaxMemory);
}

std::optional<double> meanTtl(const Nodes &primaries) {
    double keys = 0;
    double time = 0;
    for (const Reading *node : primaries) {
        const double here = node->value(Field::KeysWithTtl).value_or(0);
        const auto ttl = node->value(Field::AverageTtl);
        keys += ttl ? here : 0;
        time += ttl ? here * *ttl : 0;
    }
    return keys > 0 ? std::optional(time / keys) : std::nullopt;
}

void setGauges(const Nodes &all, const Nodes &primaries, Reading &whole) {
    for (const Field field : summed)
        setIf(whole, field, sum(all, field));
    for (const Field field : stored)
        setIf(whole, field, sum(primaries, field));
    for (const Field field : worst)
        for (const Reading *node : all)
            if (const auto value = node->value(field); value && *value >= whole.value(field).value_or(0))
                whole.set(field, *value);
    setIf(whole, Field::MaxMemory, limit(primaries));
    setIf(whole, Field::AverageTtl, meanTtl(primaries));
}

// One value where they agree, else all that there are.
void joinSettings(const std::vector<Reading> &nodes, Reading &whole) {
    QMap<QString, QStringList> values;
    for (const Reading &node : nodes)
        for (auto setting = node.settings.begin(); setting != node.settings.end(); ++setting)
            if (QStringList &known = values[setting.key()]; !known.contains(setting.value()))
                known << setting.value();
    for (auto entry = values.begin(); entry != values.end(); ++entry) {
        entry->sort();
        whole.settings.insert(entry.key(), entry->join(QStringLiteral(" | ")));
    }
}

std::optional<NodeAddress> addressIn(QByteArrayView text) { // "10.0.0.1:7000@17000,cache-1.example"
    const qsizetype at = text.indexOf('@');
    const qsizetype comma = text.indexOf(',');
    const QByteArrayView own = at < 0 ? text : text.first(at);
    const qsizetype colon = own.lastIndexOf(':');
    const quint16 port = colon < 0 ? 0 : own.sliced(colon + 1).toByteArray().toUShort();
    if (port == 0)
        return std::nullopt;
    const QByteArrayView named = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
    const QByteArrayView host = named.isEmpty() || named.contains('=') ? own.first(colon) : named;
    return NodeAddress{displayText(host, 253), port};
}

bool isUsable(const QByteArrayList &flags) {
    for (const char *useless : {"fail", "handshake", "noaddr"})
        if (flags.contains(useless))
            return false;
    return true;
}

Failure noNodes(const QString &what) {
    return {FailureKind::Configuration, what,
            QStringLiteral("Check the address and the options of the URL.")};
}

} // namespace

QString NodeAddress::display() const {
    return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

Outcome<std::vector<NodeAddress>> readSentinelPrimary(const RespReply &reply, const QString &name) {
    if (reply.kind == RespReply::Kind::Error)
        return reply.text.startsWith("ERR unknown command")
                   ? noNodes(QStringLiteral("the server is not a Sentinel"))
                   : readRedisError(reply.text);
    if (reply.elements.size() != 2)
        return noNodes(QStringLiteral("the Sentinel knows no primary '%1'").arg(name));
    const quint16 port = reply.elements[1].text.toUShort();
    if (port == 0)
        return noNodes(QStringLiteral("the Sentinel gave no port"));
    return std::vector{NodeAddress{displayText(reply.elements[0].text, 253), port}};
}

Outcome<std::vector<NodeAddress>> readClusterNodes(const RespReply &reply) {
    if (reply.kind == RespReply::Kind::Error)
        return reply.text.startsWith("ERR This instance has cluster support disabled")
                   ? noNodes(QStringLiteral("the server is not part of a cluster"))
                   : readRedisError(reply.text);
    constexpr size_t most = 200;
    std::vector<NodeAddress> nodes;
    for (const QByteArray &line : reply.text.split('\n')) {
        const QByteArrayList words = line.split(' ');
        if (words.size() < 8 || !isUsable(words[2].split(',')) || nodes.size() == most)
            continue;
        if (const auto address = addressIn(words[1]))
            nodes.push_back(*address);
    }
    if (nodes.empty())
        return noNodes(QStringLiteral("the cluster has no node that works"));
    std::sort(nodes.begin(), nodes.end());
    return nodes;
}

Reading sumOfReadings(const std::vector<Reading> &nodes) {
    Nodes all;
    Nodes primaries;
    Reading whole;
    QStringList identities;
    for (const Reading &node : nodes) {
        all.push_back(&node);
        if (node.settings.value(QStringLiteral("role")) != QLatin1String("slave"))
            primaries.push_back(&node);
        identities << node.identity.first(std::min<qsizetype>(node.identity.size(), 12));
    }
    for (const FieldInfo &info : fieldTable())
        if (info.kind == FieldKind::Counter)
            setIf(whole, info.field, sum(all, info.field));
    if (const auto cpu = whole.value(Field::CpuSeconds)) // of a node, on the average
        whole.set(Field::CpuSeconds, *cpu / double(nodes.size()));
    setGauges(all, primaries, whole);
    joinSettings(nodes, whole);
    identities.sort();
    whole.identity = identities.join(u'+');
    whole.version = nodes.front().version;
    if (nodes.size() > 1)
        whole.version += QStringLiteral(" on %1 nodes").arg(nodes.size());
    return whole;
}

} // namespace spillway

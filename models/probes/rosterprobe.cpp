#include "rosterprobe.h"

#include "rediserror.h"

namespace spillway {

RosterProbe::RosterProbe(const Endpoint &endpoint, const QString &sentinel, QObject *parent)
    : SocketProbe(endpoint, parent)
    , m_sentinel(sentinel) {}

void RosterProbe::begin() {
    m_reader = RespReader();
    m_loggedIn = false;
    ask();
}

void RosterProbe::ask() {
    m_state = State::Asking;
    m_awaited = Awaited::Roster;
    m_stream.write(m_sentinel.isEmpty()
                       ? respRequest({"CLUSTER", "NODES"})
                       : respRequest({"SENTINEL", "GET-MASTER-ADDR-BY-NAME", m_sentinel.toUtf8()}));
}

void RosterProbe::logIn() {
    m_loggedIn = true;
    m_awaited = Awaited::Login;
    QByteArrayList login{"AUTH"};
    if (!m_address.user.isEmpty())
        login << m_address.user.toUtf8();
    m_stream.write(respRequest(login << m_secret->expose()));
}

void RosterProbe::takeBytes() {
    for (QByteArray bytes = m_stream.read(); !bytes.isEmpty(); bytes = m_stream.read()) {
        if (m_awaited == Awaited::Nothing)
            return m_stream.close();
        m_reader.feed(bytes);
        const std::optional<Outcome<RespReply>> reply = m_reader.next();
        if (!reply)
            continue;
        if (!*reply)
            return fail(reply->failure());
        return takeReply(**reply); // which may destroy this
    }
}

void RosterProbe::takeReply(const RespReply &reply) {
    const bool isError = reply.kind == RespReply::Kind::Error;
    if (m_awaited == Awaited::Login) {
        if (!isError)
            return ask();
        m_secret.reset(); // it may have been changed at its source
        return fail(readRedisLoginError(reply.text));
    }
    if (isError && reply.text.startsWith("NOAUTH") && !m_loggedIn && !m_secret->isEmpty())
        return logIn();
    if (isError && reply.text.startsWith("NOPERM"))
        return fail({FailureKind::Permission, QStringLiteral("the user may not ask where the nodes are"),
                     QStringLiteral("On the server: ACL SETUSER <user> %1")
                         .arg(m_sentinel.isEmpty() ? QStringLiteral("+cluster|nodes")
                                                   : QStringLiteral("+sentinel|get-master-addr-by-name"))});
    Outcome<std::vector<NodeAddress>> nodes =
        m_sentinel.isEmpty() ? readClusterNodes(reply) : readSentinelPrimary(reply, m_sentinel);
    if (!nodes)
        return fail(nodes.failure());
    m_nodes = std::move(nodes).value();
    m_awaited = Awaited::Nothing;
    finish(Reading());
}

} // namespace spillway

#pragma once
// Asks a Sentinel where the primary of a name is, or a node of a cluster where all nodes are. Logs in only
// if it is told to: a Sentinel seldom has a password. Its reading is empty, nodes() is the answer. Owned by
// GroupProbe; GUI thread.

#include "redisgroup.h"
#include "respreader.h"
#include "socketprobe.h"

namespace spillway {

class RosterProbe : public SocketProbe {
    Q_OBJECT
public:
    // `sentinel`: the name of the primary; empty: a cluster.
    RosterProbe(const Endpoint &endpoint, const QString &sentinel, QObject *parent = nullptr);

    const std::vector<NodeAddress> &nodes() const { return m_nodes; } // once it has finished well

private:
    enum class Awaited { Nothing, Login, Roster };

    void begin() override;
    void ask() override;
    void takeBytes() override;
    void forget() override { m_awaited = Awaited::Nothing; }
    bool isLoggingIn() const override { return m_awaited == Awaited::Login; }
    bool isInReply() const override { return m_reader.pending() > 0; }

    void logIn();
    void takeReply(const RespReply &reply);

    QString m_sentinel;
    RespReader m_reader;
    Awaited m_awaited = Awaited::Nothing;
    bool m_loggedIn = false;
    std::vector<NodeAddress> m_nodes;
};

} // namespace spillway

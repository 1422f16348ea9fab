#pragma once
// A server on loopback that plays a script to everyone who connects, whatever it is asked, and keeps what
// it heard; a script may hand the client over to a real server. Lives in the test's own event loop.

#include <QByteArray>
#include <QTcpServer>

#include <variant>
#include <vector>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace spillway {

struct Say {
    QByteArray bytes;
};
struct SayForEver {
    QByteArray bytes;
};
struct SaySlowly { // one byte every 5 ms
    QByteArray bytes;
    bool waits = false;
};
struct Hear {};  // goes on at the next bytes of the client
struct Forward { // becomes a go-between to a real server on loopback
    quint16 port;
    qint64 most = -1; // goes on after so many bytes of the server; -1: never
};
struct Close {};
struct Reset {};
using Script = std::vector<std::variant<Say, SayForEver, SaySlowly, Hear, Forward, Close, Reset>>;

class ScriptServer : public QObject {
public:
    explicit ScriptServer(Script script = {}); // an empty script accepts and is silent

    quint16 port() const { return m_server.serverPort(); }
    void setScript(Script script) { m_script = std::move(script); } // for those who connect from now on
    int connections() const { return m_connections; }
    const QByteArray &heard() const { return m_heard; }

private:
    struct Play {
        QTcpSocket *socket = nullptr;
        Script script;
        size_t step = 0;
        QByteArray unread;            // of the client, since the last Hear
        QTcpSocket *behind = nullptr; // the real server
    };
    void accept();
    void advance(const std::shared_ptr<Play> &play);
    bool perform(const std::shared_ptr<Play> &play); // true: go on with the next step
    bool saySlowly(const std::shared_ptr<Play> &play, SaySlowly &step);
    bool forward(const std::shared_ptr<Play> &play, const Forward &step);
    static void reset(QTcpSocket *socket);

    QTcpServer m_server;
    Script m_script;
    int m_connections = 0;
    QByteArray m_heard;
};

} // namespace spillway

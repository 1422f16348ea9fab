#include "program.h"

#include "servers/postgresserver.h"
#include "servers/redisserver.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace spillway;

namespace {

// What systemd would hear.
class NotifySocket {
public:
    explicit NotifySocket(const QString &path)
        : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.toUtf8().constData(), sizeof address.sun_path);
        m_isBound = ::bind(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    ~NotifySocket() { ::close(m_socket); }
    bool isBound() const { return m_isBound; }
    const QByteArray &heard() {
        char bytes[1024];
        for (ssize_t count = ::recv(m_socket, bytes, sizeof bytes, 0); count > 0;
             count = ::recv(m_socket, bytes, sizeof bytes, 0))
            m_heard += QByteArray(bytes, count) + '\n';
        return m_heard;
    }

private:
    int m_socket;
    bool m_isBound = false;
    QByteArray m_heard;
};

} // namespace

// `watch` as a service: what systemd hears, and what is handed on.
class TestService : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsSystemd();
    void handsNoticesToACommand();
    void saysToWhom();

private:
    QByteArray configuration() const;

    RedisServer m_redis;
    PostgresServer m_postgres;
};

void TestService::initTestCase() {
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
    QVERIFY2(m_postgres.create() && m_postgres.start(), qPrintable(m_postgres.error()));
}

QByteArray TestService::configuration() const {
    return "every = \"250ms\"\n[[stack]]\nname = \"checkout\"\n"
           "[[stack.cache]]\nname = \"cache-1\"\nurl = \"redis://127.0.0.1:" +
           QByteArray::number(m_redis.port()) +
           "\"\n[[stack.database]]\nname = \"db-1\"\nurl = \"postgresql://postgres@127.0.0.1:" +
           QByteArray::number(m_postgres.port()) +
           "/postgres\"\npassword_env = \"DB_PASSWORD\"\n"
           "[[rule]]\nalert = \"Hit ratio low\"\nmetric = \"hit_ratio\"\nbelow = 0.5\nwindow = \"1s\"\n"
           "[[deliver]]\ncommand = [\"cp\", \"/dev/stdin\", \"handed\"]\n";
}

void TestService::tellsSystemd() {
    Program program;
    program.set("DB_PASSWORD", QStringLiteral("geheim"));
    program.set("NOTIFY_SOCKET", program.path("notify"));
    program.set("WATCHDOG_USEC", QStringLiteral("1000000"));
    NotifySocket systemd(program.path("notify"));
    QVERIFY(systemd.isBound());
    program.write("x.toml", configuration());
    const auto watch = program.start({QStringLiteral("watch"), QStringLiteral("x.toml")});
    QTRY_VERIFY_WITH_TIMEOUT(systemd.heard().contains("READY=1"), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(systemd.heard().count("WATCHDOG=1") >= 2, 20'000);
    QTRY_VERIFY2_WITH_TIMEOUT(systemd.heard().contains("STATUS=2 of 2 endpoints answer"),
                              systemd.heard().constData(), 20'000);
    watch->terminate();
    QCOMPARE(Program::endOf(*watch).status, 0);
    QVERIFY(systemd.heard().endsWith("STOPPING=1\n"));
}

void TestService::handsNoticesToACommand() {
    Program program;
    program.set("DB_PASSWORD", QStringLiteral("geheim"));
    program.write("x.toml", configuration());
    const auto watch = program.start({QStringLiteral("watch"), QStringLiteral("x.toml")});
    const auto handed = [&] {
        m_redis.command({"GET", "missing"});
        QFile file(program.path("handed"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    };
    QTRY_COMPARE_WITH_TIMEOUT(handed()[u"reason"].toString(), QStringLiteral("first"), 30'000);
    QCOMPARE(handed()[u"stack"].toString(), QStringLiteral("checkout"));
    QVERIFY(handed()[u"text"].toString().contains(QLatin1String("Hit ratio low")));
    watch->terminate();
    QCOMPARE(Program::endOf(*watch).status, 0);
}

void TestService::saysToWhom() {
    Program program;
    program.write("x.toml", configuration() + "[[deliver]]\nwebhook = \"https://pager.example/in\"\n"
                                              "authorization_env = \"PAGER\"\n");
    const Ended ended = program.run({QStringLiteral("check"), QStringLiteral("x.toml")});
    QVERIFY2(ended.out.contains("Handed on by watch\n"), ended.out.constData());
    QVERIFY2(ended.out.contains("webhook  https://pager.example/in  authorization from $PAGER"),
             ended.out.constData());
}

QTEST_GUILESS_MAIN(TestService)
#include "tst_service.moc"

// What models/probes/probe.h promises of every probe, in every situation of a server.

#include "factory.h"
#include "servers/ask.h"
#include "servers/mysqlpackets.h"
#include "servers/scriptserver.h"

#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

namespace {

struct Situation {
    const char *name;
    bool answers; // by itself, that is before any deadline
    std::function<void(Endpoint &, ScriptServer &)> arrange;
};

// Where the client speaks first, the script as it is; a MySQL server greets.
Script greeted(EndpointKind kind, Script script) {
    if (kind == EndpointKind::MySql)
        script.insert(script.begin(), Say{mySqlGreeting(false)});
    return script;
}

std::vector<Situation> situations() {
    return {
        {"nobody listens", true,
         [](Endpoint &endpoint, ScriptServer &) { endpoint.address.port = freePort(); }},
        {"the name has no address", true,
         [](Endpoint &endpoint, ScriptServer &) {
             endpoint.address.host = QStringLiteral("nowhere.invalid");
         }},
        {"there is no socket", true,
         [](Endpoint &endpoint, ScriptServer &) {
             endpoint.address.socketPath = QStringLiteral("/nonexistent/socket");
         }},
        {"the password cannot be found", true,
         [](Endpoint &endpoint, ScriptServer &) {
             endpoint.secret = EnvironmentSecret{QStringLiteral("SPILLWAY_NOT_SET")};
         }},
        {"the server is silent", false, [](Endpoint &, ScriptServer &) {}},
        {"the server closes at once", true,
         [](Endpoint &, ScriptServer &server) { server.setScript({Close()}); }},
        {"the server closes when asked", true,
         [](Endpoint &endpoint, ScriptServer &server) {
             server.setScript(greeted(endpoint.kind, {Hear(), Close()}));
         }},
        {"the server resets", true,
         [](Endpoint &endpoint, ScriptServer &server) {
             server.setScript(greeted(endpoint.kind, {Hear(), Reset()}));
         }},
        {"the server speaks HTTP", true,
         [](Endpoint &endpoint, ScriptServer &server) {
             server.setScript(greeted(endpoint.kind, {Hear(), Say{"HTTP/1.1 400 Bad Request\r\n\r\n"}}));
         }},
    };
}

} // namespace

Q_DECLARE_METATYPE(Situation)

class TestProbeContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void answersOnceAndAfterPollReturned_data() { rows(); }
    void answersOnceAndAfterPollReturned();
    void isSilentAfterAbort_data() { rows(); }
    void isSilentAfterAbort();
    void canBeAskedAgain_data() { rows(); }
    void canBeAskedAgain();
    void isDestroyedSilently_data() { rows(); }
    void isDestroyedSilently();
    void mayBeDestroyedByItsAnswer_data() { rows(); }
    void mayBeDestroyedByItsAnswer();

private:
    static void rows();
    std::unique_ptr<Probe> make(); // as the row says
    // Turns the event loop until another probe went through all its stages and failed.
    static void letTimePass();

    std::unique_ptr<ScriptServer> m_server;
};

void TestProbeContract::rows() {
    QTest::addColumn<EndpointKind>("kind");
    QTest::addColumn<Situation>("situation");
    for (const EndpointKind kind :
         {EndpointKind::Redis, EndpointKind::Memcached, EndpointKind::PostgreSql, EndpointKind::MySql})
        for (const Situation &situation : situations())
            QTest::addRow("%s: %s", qPrintable(endpointKindName(kind)), situation.name) << kind << situation;
}

std::unique_ptr<Probe> TestProbeContract::make() {
    QFETCH(EndpointKind, kind);
    QFETCH(Situation, situation);
    m_server = std::make_unique<ScriptServer>();
    Endpoint endpoint;
    endpoint.kind = kind;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = m_server->port();
    situation.arrange(endpoint, *m_server);
    return makeProbe(endpoint).value();
}

void TestProbeContract::letTimePass() {
    for (const EndpointKind kind :
         {EndpointKind::Redis, EndpointKind::Memcached, EndpointKind::PostgreSql, EndpointKind::MySql}) {
        ScriptServer server(greeted(kind, {Hear(), Close()}));
        Endpoint endpoint;
        endpoint.kind = kind;
        endpoint.address.host = QStringLiteral("localhost");
        endpoint.address.port = server.port();
        QVERIFY(ask(*makeProbe(endpoint).value()));
    }
}

void TestProbeContract::answersOnceAndAfterPollReturned() {
    QFETCH(Situation, situation);
    const auto probe = make();
    const QSignalSpy finished(probe.get(), &Probe::finished);
    probe->poll();
    QCOMPARE(finished.size(), 0);
    if (situation.answers)
        QTRY_COMPARE(finished.size(), 1);
    letTimePass();
    QCOMPARE(finished.size(), situation.answers ? 1 : 0);
    QVERIFY(!probe->waitingFor().isEmpty());
}

// At every stage: the event loop turns once more each time before abort().
void TestProbeContract::isSilentAfterAbort() {
    const auto probe = make();
    const QSignalSpy finished(probe.get(), &Probe::finished);
    probe->abort(); // with nothing to abort
    for (int turns = 0; turns < 20; ++turns) {
        const qsizetype before = finished.size();
        probe->poll();
        for (int turn = 0; turn < turns; ++turn)
            QCoreApplication::processEvents();
        const qsizetype atAbort = finished.size();
        probe->abort();
        QVERIFY(atAbort - before <= 1);
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), atAbort);
    }
    const qsizetype atEnd = finished.size();
    letTimePass();
    QCOMPARE(finished.size(), atEnd);
}

void TestProbeContract::canBeAskedAgain() {
    QFETCH(Situation, situation);
    const auto probe = make();
    const int deadline = situation.answers ? 5000 : 100;
    const auto first = ask(*probe, deadline);
    const auto second = ask(*probe, deadline);
    QCOMPARE(first.has_value(), situation.answers);
    QCOMPARE(failureOf(second), failureOf(first));
    if (first)
        QVERIFY(!failureOf(first).what.isEmpty());
}

void TestProbeContract::isDestroyedSilently() {
    int answers = 0;
    for (int turns = 0; turns < 20; ++turns) {
        auto probe = make();
        bool destroyed = false;
        connect(probe.get(), &Probe::finished, this, [&] {
            ++answers;
            QVERIFY(!destroyed);
        });
        probe->poll();
        for (int turn = 0; turn < turns; ++turn)
            QCoreApplication::processEvents();
        destroyed = true;
        probe.reset();
    }
    const int before = answers;
    letTimePass();
    QCOMPARE(answers, before);
}

void TestProbeContract::mayBeDestroyedByItsAnswer() {
    QFETCH(Situation, situation);
    if (!situation.answers)
        return;
    auto probe = make();
    const QPointer<Probe> alive(probe.get());
    connect(probe.get(), &Probe::finished, this, [&] { probe.reset(); });
    probe->poll();
    QTRY_VERIFY(!alive);
    letTimePass();
}

QTEST_GUILESS_MAIN(TestProbeContract)
#include "tst_probecontract.moc"

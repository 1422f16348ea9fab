#include "prometheusprobe.h"

#include "factory.h"
#include "servers/scriptserver.h"

#include <QSignalSpy>
#include <QtTest>

#include <functional>

using namespace spillway;

namespace {

constexpr qint64 base = 1'709'459'880; // 09:58:00

QByteArray samples(const QList<int> &seconds) {
    QByteArrayList points;
    for (const int second : seconds)
        points << '[' + QByteArray::number(base + second) + ",\"" + QByteArray::number(second) + "\"]";
    return R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":)"
           R"("redis_keyspace_hits_total","instance":"a"},"values":[)" +
           points.join(',') + "]}]}}";
}

// At 09:58:30 of its clock.
Script answer(const QByteArray &body, const QByteArray &date = "Date: Sun, 03 Mar 2024 09:58:30 GMT\r\n") {
    return {Hear{},
            Say{"HTTP/1.1 200 OK\r\nConnection: close\r\n" + date +
                "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body},
            Close{}};
}

Endpoint endpointOf(quint16 port) {
    Endpoint endpoint;
    endpoint.address.host = QStringLiteral("127.0.0.1");
    endpoint.address.port = port;
    endpoint.address.options = {QStringLiteral("prometheus="), QStringLiteral("match={instance=\"a\"}")};
    endpoint.every = 15s;
    return endpoint;
}

Outcome<Reading> poll(
    Probe &probe, const std::function<void()> &whilePolling = [] {}) {
    std::vector<Outcome<Reading>> finished;
    const auto connection =
        QObject::connect(&probe, &Probe::finished, &probe,
                         [&](const Outcome<Reading> &outcome) { finished.push_back(outcome); });
    probe.poll();
    if (finished.empty())
        whilePolling();
    const bool isThere = QTest::qWaitFor([&finished] { return !finished.empty(); }, 10'000);
    QObject::disconnect(connection);
    if (!isThere || finished.size() != 1)
        return Failure{FailureKind::NoAnswer, QStringLiteral("not once, afterwards"), {}};
    return finished.front();
}

} // namespace

class TestPrometheusProbe : public QObject {
    Q_OBJECT
private slots:
    void newestSample();
    void eachSampleIsGivenOnce();
    void failures_data();
    void failures();
    void abortedIsSilent();
};

void TestPrometheusProbe::newestSample() {
    const ScriptServer server(answer(samples({0, 15, 29})));
    const auto probe = makeProbe(endpointOf(server.port()));
    QVERIFY(probe.ok());
    const Outcome<Reading> reading = poll(**probe);
    QVERIFY2(reading.ok(), reading.ok() ? "" : qPrintable(reading.failure().what));
    QCOMPARE(reading->value(Field::Hits).value_or(-1), 29.0);
    const QByteArray asked = QByteArray::fromPercentEncoding(server.heard());
    QVERIFY2(asked.contains("|redis_up\",instance=\"a\"}[150000ms]"), asked.constData());
}

// What was given before is not given again as if it were fresh.
void TestPrometheusProbe::eachSampleIsGivenOnce() {
    ScriptServer server(answer(samples({0, 14})));
    PrometheusProbe probe(endpointOf(server.port()));
    QVERIFY(poll(probe).ok());
    QCOMPARE(poll(probe).failure().what, QStringLiteral("no new sample since 09:58:14 UTC"));
    const int before = server.connections();
    const Outcome<Reading> next = poll(probe, [&] {
        QVERIFY(QTest::qWaitFor([&] { return server.connections() > before; }));
        server.setScript(answer(samples({0, 14, 28}))); // it comes while the poll waits
    });
    QVERIFY2(next.ok(), next.ok() ? "" : qPrintable(next.failure().what));
    QCOMPARE(next->value(Field::Hits).value_or(-1), 28.0);
}

void TestPrometheusProbe::failures_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("hasDate");
    QTest::addColumn<QString>("what");
    QTest::newRow("no clock") << samples({28}) << false
                              << QStringLiteral("the answer does not say the server's time (Date)");
    QTest::newRow("stale") << samples({-30, -15}) << true
                           << QStringLiteral("the newest sample is 45\u00a0s old");
    QTest::newRow("rarer than it is asked")
        << samples({-60, -30, 0, 30}) << true
        << QStringLiteral("the server has a sample every 30\u00a0s and is asked every 15\u00a0s");
    QTest::newRow("another answer") << QByteArray("<html>") << true
                                    << QStringLiteral("the answer is not JSON");
}

void TestPrometheusProbe::failures() {
    QFETCH(QByteArray, body);
    QFETCH(bool, hasDate);
    QFETCH(QString, what);
    const ScriptServer server(hasDate ? answer(body) : answer(body, {}));
    PrometheusProbe probe(endpointOf(server.port()));
    const Outcome<Reading> reading = poll(probe);
    QVERIFY(!reading.ok());
    QCOMPARE(reading.failure().what, what);
    QVERIFY(!reading.failure().remedy.isEmpty());
}

void TestPrometheusProbe::abortedIsSilent() {
    ScriptServer server;
    PrometheusProbe probe(endpointOf(server.port()));
    QSignalSpy finished(&probe, &Probe::finished);
    probe.poll();
    QTRY_COMPARE(server.connections(), 1);
    QCOMPARE(probe.waitingFor(), QStringLiteral("reply"));
    probe.abort();
    server.setScript(answer(samples({29})));
    QVERIFY(poll(probe).ok());
    QCOMPARE(finished.count(), 1);
}

QTEST_GUILESS_MAIN(TestPrometheusProbe)
#include "tst_prometheusprobe.moc"

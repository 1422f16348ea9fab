#include "eventjson.h"

#include <QtTest>

#include <limits>

using namespace spillway;

Q_DECLARE_METATYPE(spillway::Event)

class TestEventJson : public QObject {
    Q_OBJECT
private slots:
    void line_data();
    void line();
};

void TestEventJson::line_data() {
    QTest::addColumn<Event>("event");
    QTest::addColumn<QByteArray>("json");
    const Instant at = *Instant::fromIso(QStringLiteral("2024-03-03T09:58:12.005Z"));
    const auto event = [&](auto what) {
        return Event{at, QStringLiteral("checkout"), QStringLiteral("Said so"), what};
    };

    AlertEvent alert;
    alert.rule = QStringLiteral("Hit ratio low");
    alert.severity = Severity::Critical;
    alert.state = AlertState::Firing;
    alert.value = 0.1 + 0.2;
    alert.threshold = 0.8;
    QTest::newRow("an alert, with numbers in full")
        << event(alert)
        << QByteArray(R"({"at":"2024-03-03T09:58:12.005Z","kind":"alert","rule":"Hit ratio low",)"
                      R"("severity":"critical","stack":"checkout","state":"firing","text":"Said so",)"
                      R"("threshold":0.8,"unit":"ratio","value":0.30000000000000004})");

    AlertEvent blind;
    blind.rule = QStringLiteral("Misses");
    blind.metric = Metric::Misses;
    blind.state = AlertState::Unknown;
    blind.value = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("an alert without a value")
        << event(blind)
        << QByteArray(R"({"at":"2024-03-03T09:58:12.005Z","kind":"alert","rule":"Misses",)"
                      R"("severity":"warning","stack":"checkout","state":"unknown","text":"Said so",)"
                      R"("threshold":null,"unit":"per_second","value":null})");

    Verdict verdict;
    verdict.culprit = Culprit::Cache;
    verdict.cause = Cause::MaxMemoryPolicy;
    verdict.onset = at - 90s;
    verdict.confidence = 0.9;
    verdict.shares = {0.9, 0.0625, 0.0375, 0};
    verdict.load = 19.25;
    verdict.usualLoad = 3;
    verdict.loadAtUsualHitRatio = 3.5;
    verdict.leastHitRatio = 0.875;
    verdict.dependence = Dependence{12.5, 5.25};
    QTest::newRow("a verdict")
        << event(verdict)
        << QByteArray(
               R"({"at":"2024-03-03T09:58:12.005Z","cause":"maxmemory-policy","confidence":0.9,)"
               R"("culprit":"cache","kind":"verdict","least_hit_ratio":0.875,"load":19.25,)"
               R"("load_at_usual_hit_ratio":3.5,"load_factor_if_cache_lost":12.5,"load_factor_survived":5.25,)"
               R"("onset":"2024-03-03T09:56:42.005Z",)"
               R"("shares":{"background":0,"cache":0.9,"database":0.0375,"traffic":0.0625},)"
               R"("stack":"checkout","text":"Said so","usual_load":3})");
    QTest::newRow("a verdict that cannot tell")
        << event(Verdict{})
        << QByteArray(
               R"({"at":"2024-03-03T09:58:12.005Z","cause":null,"confidence":0,)"
               R"("culprit":"unknown","kind":"verdict","least_hit_ratio":null,"load":null,)"
               R"("load_at_usual_hit_ratio":null,"load_factor_if_cache_lost":null,"load_factor_survived":null,)"
               R"("onset":null,"shares":{"background":0,"cache":0,"database":0,"traffic":0},)"
               R"("stack":"checkout","text":"Said so","usual_load":null})");

    QTest::newRow("a change of a setting")
        << event(ConfigEvent{QStringLiteral("cache-1"), QStringLiteral("maxmemory"), QStringLiteral("4 GiB"),
                             QStringLiteral("400 MiB")})
        << QByteArray(
               R"({"after":"400 MiB","at":"2024-03-03T09:58:12.005Z","before":"4 GiB","endpoint":"cache-1",)"
               R"("kind":"config","setting":"maxmemory","stack":"checkout","text":"Said so"})");
    QTest::newRow("an endpoint that is down")
        << event(EndpointEvent{QStringLiteral("db-1"), EndpointState::Down,
                               QStringLiteral("no answer for 900 ms")})
        << QByteArray(
               R"({"at":"2024-03-03T09:58:12.005Z","endpoint":"db-1","kind":"endpoint",)"
               R"("reason":"no answer for 900 ms","stack":"checkout","state":"down","text":"Said so"})");
    QTest::newRow("an endpoint that is up, for no reason")
        << event(EndpointEvent{QStringLiteral("db-1"), EndpointState::Up, QString()})
        << QByteArray(R"({"at":"2024-03-03T09:58:12.005Z","endpoint":"db-1","kind":"endpoint",)"
                      R"("reason":null,"stack":"checkout","state":"up","text":"Said so"})");
    QTest::newRow("an acknowledgement")
        << event(DecisionEvent{QStringLiteral("Hit ratio low"), DecisionEvent::What::Acknowledged,
                               QStringLiteral("ada"), QStringLiteral("it is the import"), Instant{}})
        << QByteArray(
               R"({"at":"2024-03-03T09:58:12.005Z","comment":"it is the import",)"
               R"("decision":"acknowledged","kind":"decision","rule":"Hit ratio low","stack":"checkout",)"
               R"("text":"Said so","until":null,"who":"ada"})");
    QTest::newRow("a snooze")
        << event(DecisionEvent{QStringLiteral("Hit ratio low"), DecisionEvent::What::Snoozed, QString(),
                               QString(), at + 15min})
        << QByteArray(R"({"at":"2024-03-03T09:58:12.005Z","comment":null,"decision":"snoozed",)"
                      R"("kind":"decision","rule":"Hit ratio low","stack":"checkout","text":"Said so",)"
                      R"("until":"2024-03-03T10:13:12.005Z","who":null})");
    QTest::newRow("a stretch without a watch")
        << event(BlindEvent{at - 8min, at})
        << QByteArray(R"({"at":"2024-03-03T09:58:12.005Z","from":"2024-03-03T09:50:12.005Z","kind":"blind",)"
                      R"("stack":"checkout","text":"Said so","to":"2024-03-03T09:58:12.005Z"})");
    QTest::newRow("a note for all stacks, with a line feed and quotes")
        << Event{at, QString(), QStringLiteral("said \"no\"\nthen é"), NoteEvent{QStringLiteral("dana")}}
        << QByteArray(R"({"at":"2024-03-03T09:58:12.005Z","author":"dana","kind":"note","stack":null,)"
                      "\"text\":\"said \\\"no\\\"\\nthen é\"}");
}

void TestEventJson::line() {
    QFETCH(Event, event);
    QFETCH(QByteArray, json);
    QCOMPARE(toJsonLine(event), json);
}

QTEST_GUILESS_MAIN(TestEventJson)
#include "tst_eventjson.moc"

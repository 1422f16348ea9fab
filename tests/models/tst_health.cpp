#include "health.h"

#include <QTest>

using namespace spillway;

class TestHealth : public QObject {
    Q_OBJECT

private slots:
    void ofAnEvent_data();
    void ofAnEvent();
    void blindnessIsWorseThanHealth();
};

void TestHealth::ofAnEvent_data() {
    QTest::addColumn<Event>("event");
    QTest::addColumn<Health>("health");
    const auto row = [](const char *name, const decltype(Event::what) &what, Health health) {
        QTest::newRow(name) << Event{{}, {}, {}, what} << health;
    };
    const auto alert = [](Severity severity, AlertState state) {
        AlertEvent event;
        event.severity = severity;
        event.state = state;
        return event;
    };
    const auto verdict = [](Culprit culprit) {
        Verdict v;
        v.culprit = culprit;
        return v;
    };
    row("a warning fires", alert(Severity::Warning, AlertState::Firing), Health::Warning);
    row("a critical alert fires", alert(Severity::Critical, AlertState::Firing), Health::Critical);
    row("a critical alert is pending", alert(Severity::Critical, AlertState::Pending), Health::Warning);
    row("an alert without data", alert(Severity::Critical, AlertState::Unknown), Health::Unknown);
    row("an alert is resolved", alert(Severity::Critical, AlertState::Resolved), Health::Healthy);
    row("the cache is to blame", verdict(Culprit::Cache), Health::Critical);
    row("nobody is to blame", verdict(Culprit::None), Health::Healthy);
    row("cannot tell", verdict(Culprit::Unknown), Health::Unknown);
    row("an endpoint is down", EndpointEvent{{}, EndpointState::Down, {}}, Health::Critical);
    row("an endpoint is silent", EndpointEvent{{}, EndpointState::Stale, {}}, Health::Unknown);
    row("an endpoint restarted", EndpointEvent{{}, EndpointState::Reset, {}}, Health::Warning);
    row("an endpoint answers again", EndpointEvent{{}, EndpointState::Up, {}}, Health::Healthy);
    row("a note", NoteEvent{}, Health::Healthy);
}

void TestHealth::ofAnEvent() {
    QFETCH(Event, event);
    QFETCH(Health, health);
    QCOMPARE(healthName(healthOf(event)), healthName(health));
}

void TestHealth::blindnessIsWorseThanHealth() {
    const std::vector<Health> rising{Health::Healthy, Health::Unknown, Health::Warning, Health::Critical};
    for (size_t i = 0; i < rising.size(); ++i) {
        for (size_t j = 0; j < rising.size(); ++j)
            QVERIFY(worse(rising[i], rising[j]) == rising[std::max(i, j)]);
    }
}

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"

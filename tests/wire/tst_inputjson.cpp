#include "inputjson.h"

#include <QTest>

using namespace spillway;

namespace {

const Instant at = Instant::fromMs(1'709'459'892'005);

KeptState state() {
    KeptAlert firing{QStringLiteral("Hit ratio low"),
                     QStringLiteral("größe"),
                     QStringLiteral("hit_ratio|0|0.8"),
                     Severity::Critical,
                     AlertState::Firing,
                     at - 8min,
                     3000ms,
                     {QStringLiteral("ada"), QStringLiteral("two\nlines"), at - 7min, {}, {}}};
    KeptAlert pending = firing;
    pending.rule = QStringLiteral("Load high");
    pending.severity = Severity::Warning;
    pending.state = AlertState::Pending;
    pending.attention = {{}, {}, {}, at + 1h, QStringLiteral("grace")};
    return {at, {firing, pending}, {{QStringLiteral("größe"), 12, true, Severity::Critical}}};
}

} // namespace

class TestInputJson : public QObject {
    Q_OBJECT
private slots:
    void givesBackTheState() { QVERIFY(keptStateFromJson(toJsonBody(state())) == state()); }
    void givesBackADecision_data() {
        QTest::addColumn<Decision>("decision");
        const auto made = [](DecisionKind kind, const char *comment, Instant until) {
            return Decision{at,   QStringLiteral("checkout"), QStringLiteral("Load high"),
                            kind, QStringLiteral("ada"),      QString::fromUtf8(comment),
                            until};
        };
        QTest::newRow("acknowledge") << made(DecisionKind::Acknowledge, "it is the ímport", {});
        QTest::newRow("snooze") << made(DecisionKind::Snooze, "", at + 15min);
        QTest::newRow("unsnooze") << made(DecisionKind::Unsnooze, "", {});
        QTest::newRow("by nobody, for all rules")
            << Decision{at, QStringLiteral("checkout"), {}, DecisionKind::Acknowledge, {}, {}, {}};
    }
    void givesBackADecision() {
        QFETCH(Decision, decision);
        QVERIFY(decisionFromJson(decision.at, toJsonBody(decision)) == decision);
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("instead");
        QTest::newRow("a later version") << QByteArray("\"version\":1") << QByteArray("\"version\":2");
        QTest::newRow("no alerts") << QByteArray("\"alerts\":[") << QByteArray("\"alarms\":[");
        QTest::newRow("a state that cannot be kept")
            << QByteArray("\"firing\"") << QByteArray("\"resolved\"");
        QTest::newRow("a time that is none")
            << QByteArray("\"since\":\"2024") << QByteArray("\"since\":\"x024");
        QTest::newRow("a negative clock")
            << QByteArray("\"breached_ms\":3000") << QByteArray("\"breached_ms\":-1");
        QTest::newRow("an incident without a number")
            << QByteArray("\"number\":12") << QByteArray("\"number\":0");
        QTest::newRow("cut off") << QByteArray("}]") << QByteArray("");
    }
    void refuses() {
        QFETCH(QByteArray, part);
        QFETCH(QByteArray, instead);
        QByteArray body = toJsonBody(state());
        QVERIFY(body.contains(part));
        QVERIFY(!keptStateFromJson(body.replace(part, instead)));
    }
    void refusesADecisionThatItDoesNotKnow() {
        QVERIFY(!decisionFromJson(at, R"({"version":1,"decision":"forget","stack":"a"})"));
        QVERIFY(!decisionFromJson(at, R"({"version":1,"decision":"snooze","stack":"a"})"));
        QVERIFY(!decisionFromJson(at, R"({"version":2,"decision":"acknowledge","stack":"a"})"));
        QVERIFY(!decisionFromJson(at, "not JSON"));
    }
};

QTEST_APPLESS_MAIN(TestInputJson)
#include "tst_inputjson.moc"

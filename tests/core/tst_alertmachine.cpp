#include "alertmachine.h"

#include <QTest>

using namespace spillway;
using enum AlertState;

namespace {

// A rule "hit ratio < 80 %, recover 85 %, for 3 s, keep firing 4 s", driven second by second.
// 'b' breaching, 'm' between threshold and recovery, 'g' good, '-' no data, 'q' too little traffic.
Alert subject() {
    Alert alert;
    alert.rule.threshold = 0.8;
    alert.rule.recover = 0.85;
    alert.rule.hold = 3s;
    alert.rule.keepFiring = 4s;
    alert.rule.window = 1s;
    alert.rule.minLookups = 20;
    alert.subject = {0, SeriesId::WholeStack, Metric::HitRatio};
    return alert;
}

QString letter(AlertState state) {
    switch (state) {
    case Pending:
        return QStringLiteral("P");
    case Firing:
        return QStringLiteral("F");
    case Resolved:
        return QStringLiteral("R");
    case Unknown:
        return QStringLiteral("U");
    case Inactive:
        return QStringLiteral("I");
    }
    return {};
}

struct Run {
    QString changes; // what was told, in order
    Alert alert;
};

Run run(const QString &script, Alert made = subject()) {
    AlertMachine machine(std::move(made), 1s);
    Run result;
    qint64 second = 100;
    for (const QChar step : script) {
        const Instant now = Instant::fromMs(++second * 1000);
        const double value = step == u'b' ? 0.5 : step == u'm' ? 0.82 : 0.95;
        if (step != u'-')
            machine.observe({machine.alert().subject, now, value * 100, 100});
        const double lookups = step == u'q' ? 5 : 100;
        for (const AlertState state :
             machine.evaluate({now, std::nullopt, step == u'-' ? std::nullopt : std::optional(lookups)}))
            result.changes += letter(state);
    }
    result.alert = machine.alert();
    return result;
}

} // namespace

class TestAlertMachine : public QObject {
    Q_OBJECT
private slots:
    void stories_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("changes");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("known");
        const auto row = [](const char *name, const char *script, const char *changes, AlertState state,
                            bool known) {
            QTest::newRow(name) << script << changes << static_cast<int>(state) << known;
        };
        row("all is well", "ggggg", "", Inactive, true);
        row("a breach is pending first", "gb", "P", Pending, true);
        row("and fires when it has lasted", "gbbbb", "PF", Firing, true);
        row("not one second earlier", "gbbb", "P", Pending, true);
        row("a breach that ends in time is nobody's business", "gbbbg", "P", Inactive, true);
        row("and the clock starts anew", "gbbbgbbb", "PP", Pending, true);
        row("between the levels it goes on firing", "gbbbbmmmmmmmm", "PF", Firing, true);
        row("it resolves after four good seconds", "gbbbbggggg", "PFR", Resolved, true);
        row("not after three", "gbbbbggg", "PF", Firing, true);
        row("a relapse begins the wait again", "gbbbbgggbggg", "PF", Firing, true);
        row("no data at first is unknown and quiet", "-----", "", Inactive, false);
        row("good, then silent: unknown, nothing told", "ggg-----", "", Inactive, false);
        row("pending, then silent: told and frozen", "gbb-------", "PU", Pending, false);
        row("the silence does not count towards for", "gbb------b", "PU", Pending, true);
        row("two more breaching seconds after the silence fire", "gbb------bbb", "PUF", Firing, true);
        row("firing, then silent: stays firing, never resolved", "gbbbb------------------------", "PFU",
            Firing, false);
        row("still bad after the silence: told again", "gbbbb------b", "PFUF", Firing, true);
        row("good after the silence is not enough yet", "gbbbb------ggg", "PFU", Firing, true);
        row("four fresh good seconds after the silence are", "gbbbb------ggggg", "PFUR", Resolved, true);
        row("no traffic while firing keeps it firing", "gbbbbqqqqqqqqqq", "PF", Firing, true);
        row("no traffic while inactive fires nothing", "gqqqqqq", "", Inactive, true);
        row("three seconds without a sample are still fresh", "gbbbb--g", "PF", Firing, true);
        row("a new breach after the resolution", "gbbbbgggggbbbb", "PFRPF", Firing, true);
    }
    void stories() {
        QFETCH(QString, script);
        const Run told = run(script);
        QTEST(told.changes, "changes");
        QTEST(static_cast<int>(told.alert.state), "state");
        QTEST(told.alert.known, "known");
    }
    void withoutForItFiresAtOnce() {
        Alert alert = subject();
        alert.rule.hold = 0s;
        QCOMPARE(run(QStringLiteral("gb"), alert).changes, QStringLiteral("F"));
    }
    void withoutKeepFiringTheFirstGoodSecondResolves() {
        Alert alert = subject();
        alert.rule.keepFiring = 0s;
        QCOMPARE(run(QStringLiteral("gbbbbg"), alert).changes, QStringLiteral("PFR"));
    }
    void anUnknownUsualIsNeverABreach() {
        Alert alert = subject();
        alert.rule.comparison = Comparison::BelowUsualBy;
        const Run told = run(QStringLiteral("bbbbbbbb"), alert);
        QCOMPARE(told.changes, QString());
        QVERIFY(!told.alert.known);
        QVERIFY(!told.alert.limit);
    }
    void resolvingForgetsTheAcknowledgement() {
        AlertMachine machine(subject(), 1s);
        qint64 second = 0;
        const auto feed = [&](double value, int times) {
            for (int i = 0; i < times; ++i) {
                const Instant now = Instant::fromMs(++second * 1000);
                machine.observe({machine.alert().subject, now, value * 100, 100});
                machine.evaluate({now, std::nullopt, 100.0});
            }
        };
        feed(0.5, 5);
        machine.acknowledge(QStringLiteral("ada"));
        QCOMPARE(machine.alert().acknowledgedBy, QStringLiteral("ada"));
        feed(0.95, 6);
        QCOMPARE(machine.alert().state, Resolved);
        QVERIFY(machine.alert().acknowledgedBy.isEmpty());
    }
    // Every story of five steps: whatever happens, nothing is resolved that did not fire, and nothing
    // is resolved by a step without fresh good data.
    void noFalseAllClear() {
        const QString steps = QStringLiteral("bmg-q");
        for (int code = 0; code < 5 * 5 * 5 * 5 * 5 * 5; ++code) {
            QString script = QStringLiteral("bbbb"); // firing
            for (int rest = code, i = 0; i < 6; ++i, rest /= 5)
                script += steps[rest % 5];
            const Run told = run(script);
            const qsizetype resolved = told.changes.indexOf(u'R');
            if (resolved < 0)
                continue;
            QVERIFY2(told.changes.left(resolved).contains(u'F'), qPrintable(script));
            QVERIFY2(script.count(u'g') >= 2, qPrintable(script));
        }
    }
};

QTEST_APPLESS_MAIN(TestAlertMachine)
#include "tst_alertmachine.moc"

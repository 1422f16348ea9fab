#include "alertmachine.h"

#include <QTest>

using namespace spillway;
using enum AlertState;

namespace {

// A rule "hit ratio < 80 %, recover 85 %, for 3 s, keep firing 4 s", driven second by second.
// 'b' breaching, 'm' between threshold and recovery, 'g' good, '-' no data, 'q' too little traffic; and
// without a second passing: 'a' acknowledged, 's' snoozed, 'u' the snooze taken back, 'e' the snooze's end
// has come, 'X' a restart of the program.
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
    case Removed:
        return QStringLiteral("X");
    }
    return {};
}

struct Run {
    QString changes; // what was told, in order
    Alert alert;
};

Run run(const QString &script, Alert made = subject()) {
    const Alert fresh = made;
    AlertMachine machine(std::move(made), 1s);
    Run result;
    qint64 second = 100;
    for (const QChar step : script) {
        const Alert &alert = machine.alert();
        if (step == u'a' || step == u's') {
            if (alert.isOpen())
                machine.setAttention(step == u'a' ? Attention{QStringLiteral("ada"), {}, {}, {}, {}}
                                                  : Attention{{}, {}, {}, Instant::fromMs(1'000'000), {}});
            continue;
        }
        if (step == u'u' || step == u'e') {
            machine.endSnooze(Instant::fromMs(1'000'000));
            continue;
        }
        if (step == u'X') {
            AlertMachine next(fresh, 1s);
            if (alert.isOpen())
                next.restore(alert.state, alert.since, machine.breached(), alert.attention);
            machine = next;
            second += 480;
            continue;
        }
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
        machine.setAttention({QStringLiteral("ada"), {}, {}, {}, {}});
        QCOMPARE(machine.alert().attention.acknowledgedBy, QStringLiteral("ada"));
        feed(0.95, 6);
        QCOMPARE(machine.alert().state, Resolved);
        QVERIFY(machine.alert().attention.acknowledgedBy.isEmpty());
    }
    // Each state, and each event that can meet it: what is told, and where it is then.
    void everyStateMeetsEveryEvent_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("told");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("hushed");
        struct State {
            const char *name;
            const char *before;
        };
        const State states[] = {{"inactive", "gg"},           {"inactive, blind", "gg-----"},
                                {"pending", "gbb"},           {"pending, blind", "gbb-----"},
                                {"firing", "gbbbb"},          {"firing, blind", "gbbbb-----"},
                                {"keep firing", "gbbbbgg"},   {"acknowledged", "gbbbba"},
                                {"snoozed", "gbbbbs"},        {"resolved", "gbbbbggggg"},
                                {"restored pending", "gbbX"}, {"restored firing", "gbbbbX"}};
        const char *const events[] = {"b", "m", "g", "-----", "q", "a", "s", "u", "e", "X", "ggggg"};
        // Told, state after it (I P F R), known or not (k -), hushed or not (h .), for each event in order.
        const char *const expected[][11] = {
            // b        m        g        no data   quiet    ack      snooze   unsnooze snooze's end restart
            // 5 good
            {" Pk.", " Ik.", " Ik.", " I-.", " Ik.", " Ik.", " Ik.", " Ik.", " Ik.", " I-.", " Ik."},
            {" Pk.", " Ik.", " Ik.", " I-.", " Ik.", " I-.", " I-.", " I-.", " I-.", " I-.", " Ik."},
            {" Pk.", " Ik.", " Ik.", "UP-.", " Pk.", " Pkh", " Pkh", " Pk.", " Pk.", " P-.", " Ik."},
            {" Pk.", " Ik.", " Ik.", " P-.", " Pk.", " P-h", " P-h", " P-.", " P-.", " P-.", " Ik."},
            {" Fk.", " Fk.", " Fk.", "UF-.", " Fk.", " Fkh", " Fkh", " Fk.", " Fk.", " F-.", "RRk."},
            {"FFk.", " Fk.", " Fk.", " F-.", " Fk.", " F-h", " F-h", " F-.", " F-.", " F-.", "RRk."},
            {" Fk.", " Fk.", " Fk.", "UF-.", " Fk.", " Fkh", " Fkh", " Fk.", " Fk.", " F-.", "RRk."},
            {" Fkh", " Fkh", " Fkh", "UF-h", " Fkh", " Fkh", " Fkh", " Fkh", " Fkh", " F-h", "RRk."},
            {" Fkh", " Fkh", " Fkh", "UF-h", " Fkh", " Fkh", " Fkh", " Fk.", " Fk.", " F-h", "RRk."},
            {"PPk.", " Rk.", " Rk.", " R-.", " Rk.", " Rk.", " Rk.", " Rk.", " Rk.", " I-.", " Rk."},
            {" Pk.", " Ik.", " Ik.", " P-.", " Pk.", " P-h", " P-h", " P-.", " P-.", " P-.", " Ik."},
            {"FFk.", " Fk.", " Fk.", " F-.", " Fk.", " F-h", " F-h", " F-.", " F-.", " F-.", "RRk."}};
        for (size_t s = 0; s < std::size(states); ++s)
            for (size_t e = 0; e < std::size(events); ++e) {
                const QString cell = QString::fromLatin1(expected[s][e]);
                const int state = cell[1] == u'I'   ? int(Inactive)
                                  : cell[1] == u'P' ? int(Pending)
                                  : cell[1] == u'F' ? int(Firing)
                                                    : int(Resolved);
                const bool isBegun = cell[1] == u'P' && states[s].before[1] == 'g' && *events[e] == 'b';
                QTest::addRow("%s meets %s", states[s].name, events[e])
                    << QString::fromLatin1(states[s].before) << QString::fromLatin1(events[e])
                    << (isBegun ? QStringLiteral("P") : cell.left(1).trimmed()) << state << (cell[2] == u'k')
                    << (cell[3] == u'h');
            }
    }
    void everyStateMeetsEveryEvent() {
        QFETCH(QString, before);
        QFETCH(QString, event);
        const Run first = run(before);
        const Run both = run(before + event);
        QTEST(both.changes.mid(first.changes.size()), "told");
        QTEST(static_cast<int>(both.alert.state), "state");
        QTEST(both.alert.known, "known");
        QTEST(both.alert.isHushed(), "hushed");
    }
    // Every story of five steps after a breach: whatever happens, decisions and restarts included, nothing is
    // resolved that did not fire, and nothing without four seconds of fresh good data in a row.
    void noFalseAllClear() {
        const QString steps = QStringLiteral("bmg-qasX");
        for (int code = 0; code < 8 * 8 * 8 * 8 * 8; ++code) {
            QString script;
            for (int rest = code, i = 0; i < 5; ++i, rest /= 8)
                script += steps[rest % 8];
            for (const QString &whole :
                 {QStringLiteral("bbbb") + script, QStringLiteral("bbbbgg") + script}) {
                const Run told = run(whole);
                const qsizetype resolved = told.changes.indexOf(u'R');
                if (resolved < 0)
                    continue;
                QVERIFY2(told.changes.left(resolved).contains(u'F'), qPrintable(whole));
                QString seconds = whole;
                seconds.remove(u'a').remove(u's');
                QVERIFY2(seconds.contains(QStringLiteral("gggg")), qPrintable(whole));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestAlertMachine)
#include "tst_alertmachine.moc"

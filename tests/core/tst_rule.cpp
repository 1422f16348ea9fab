#include "rule.h"

#include <QSet>
#include <QTest>

using namespace spillway;

class TestRule : public QObject {
    Q_OBJECT
private slots:
    void comparisons_data() {
        QTest::addColumn<int>("comparison");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<double>("recover");
        QTest::addColumn<double>("usual"); // -1 = unknown
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("breached");
        QTest::addColumn<bool>("recovered");
        const auto row = [](const char *name, Comparison comparison, double threshold, double recover,
                            double usual, double value, bool breached, bool recovered) {
            QTest::newRow(name) << static_cast<int>(comparison) << threshold << recover << usual << value
                                << breached << recovered;
        };
        using enum Comparison;
        row("below the floor", Below, 0.8, 0.85, -1, 0.79, true, false);
        row("on the floor is not below it", Below, 0.8, 0.85, -1, 0.8, false, false);
        row("between floor and recovery: neither", Below, 0.8, 0.85, -1, 0.82, false, false);
        row("beyond the recovery level", Below, 0.8, 0.85, -1, 0.85, false, true);
        row("above the ceiling", Above, 1, 0.8, -1, 1.01, true, false);
        row("back under the recovery level", Above, 1, 0.8, -1, 0.8, false, true);
        row("five points under the usual", BelowUsualBy, 0.05, 0.02, 0.95, 0.89, true, false);
        row("near the usual again", BelowUsualBy, 0.05, 0.02, 0.95, 0.94, false, true);
        row("five times the usual", AboveUsualTimes, 5, 3, 10, 51, true, false);
        row("three times the usual", AboveUsualTimes, 5, 3, 10, 30, false, true);
        row("unknown usual: neither", AboveUsualTimes, 5, 3, -1, 1e9, false, false);
    }
    void comparisons() {
        QFETCH(int, comparison);
        QFETCH(double, threshold);
        QFETCH(double, recover);
        QFETCH(double, usual);
        QFETCH(double, value);
        Rule rule;
        rule.comparison = static_cast<Comparison>(comparison);
        rule.threshold = threshold;
        rule.recover = recover;
        const std::optional<double> known = usual < 0 ? std::nullopt : std::optional(usual);
        QTEST(rule.breachedBy(value, known), "breached");
        QTEST(rule.recoveredBy(value, known), "recovered");
    }
    void manyTimesNothingIsNothing_data() {
        QTest::addColumn<double>("usual");
        QTest::addColumn<double>("load");
        QTest::addColumn<bool>("breached");
        QTest::addColumn<bool>("recovered");
        QTest::newRow("ten times nearly nothing") << 0.01 << 0.1 << false << true;
        QTest::newRow("between recovery and breach") << 0.01 << 0.6 << false << false;
        QTest::newRow("a session where there was none") << 0.01 << 1.0 << true << false;
        QTest::newRow("four times the usual counts from there on") << 0.5 << 1.9 << false << false;
        QTest::newRow("more than four times the usual") << 0.5 << 2.1 << true << false;
    }
    void manyTimesNothingIsNothing() {
        QFETCH(double, usual);
        QFETCH(double, load);
        Rule rule;
        rule.metric = Metric::Load;
        rule.comparison = Comparison::AboveUsualTimes;
        rule.threshold = 4;
        rule.recover = 2;
        QTEST(rule.breachedBy(load, usual), "breached");
        QTEST(rule.recoveredBy(load, usual), "recovered");
    }
    void withoutARecoveryLevelTheThresholdIsIt() {
        Rule rule;
        rule.threshold = 0.8;
        QVERIFY(rule.recoveredBy(0.8, std::nullopt));
        QVERIFY(!rule.recoveredBy(0.79, std::nullopt));
    }
    void builtInRulesAreSound() {
        QSet<QString> names;
        for (const Rule &rule : builtInRules()) {
            QVERIFY2(!names.contains(rule.name), qPrintable(rule.name));
            names.insert(rule.name);
            QVERIFY(rule.hold >= 0ms && rule.keepFiring > 0ms && rule.window > 0ms);
            QVERIFY(!rule.runbook.isEmpty() && !rule.describe().isEmpty());
            const double edge = *rule.limit(10.0);
            QVERIFY2(!rule.recoveredBy(rule.comparison == Comparison::Below ||
                                               rule.comparison == Comparison::BelowUsualBy
                                           ? edge - 1e-9
                                           : edge + 1e-9,
                                       10.0),
                     qPrintable(rule.name + QStringLiteral(" recovers while it is breached")));
        }
        QVERIFY(names.size() >= 8);
    }
};

QTEST_APPLESS_MAIN(TestRule)
#include "tst_rule.moc"

#include "keptstate.h"

#include <QTest>

#include <functional>

using namespace spillway;

using Edit = std::function<void(Rule &)>;
Q_DECLARE_METATYPE(Edit)

class TestKeptState : public QObject {
    Q_OBJECT
private slots:
    void conditionOf_data() {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<bool>("isAnother");
        const auto row = [](const char *name, const Edit &edit, bool isAnother) {
            QTest::newRow(name) << edit << isAnother;
        };
        row(
            "unchanged", [](Rule &) {}, false);
        row(
            "severity", [](Rule &rule) { rule.severity = Severity::Critical; }, false);
        row(
            "summary", [](Rule &rule) { rule.summary = QStringLiteral("x"); }, false);
        row(
            "runbook", [](Rule &rule) { rule.runbook = QStringLiteral("x"); }, false);
        row(
            "metric", [](Rule &rule) { rule.metric = Metric::Load; }, true);
        row(
            "comparison", [](Rule &rule) { rule.comparison = Comparison::Above; }, true);
        row(
            "threshold, in its last digit", [](Rule &rule) { rule.threshold = 0.1 + 0.2; }, true);
        row(
            "recover", [](Rule &rule) { rule.recover = 0.3; }, true);
        row(
            "for", [](Rule &rule) { rule.hold = 1ms; }, true);
        row(
            "keep_firing_for", [](Rule &rule) { rule.keepFiring = 1ms; }, true);
        row(
            "window", [](Rule &rule) { rule.window = 1ms; }, true);
        row(
            "min_lookups", [](Rule &rule) { rule.minLookups = 1; }, true);
        row(
            "endpoint", [](Rule &rule) { rule.endpoint = QStringLiteral("cache-1"); }, true);
    }
    void conditionOf() {
        QFETCH(Edit, edit);
        QFETCH(bool, isAnother);
        Rule before;
        before.threshold = 0.3;
        Rule after = before;
        edit(after);
        QCOMPARE(spillway::conditionOf(after) != spillway::conditionOf(before), isAnother);
    }
};

QTEST_APPLESS_MAIN(TestKeptState)
#include "tst_keptstate.moc"

#include "ruletoml.h"

#include "configfile.h"

#include <QTest>

using namespace spillway;

class TestRuleToml : public QObject {
    Q_OBJECT
private slots:
    void isReadBackAsItWas_data();
    void isReadBackAsItWas();
};

void TestRuleToml::isReadBackAsItWas_data() {
    QTest::addColumn<Rule>("rule");
    for (const Rule &rule : builtInRules())
        QTest::addRow("built in: %s", qPrintable(rule.name)) << rule;
    Rule full = builtInRules().front();
    full.name = QStringLiteral("Quoted \"name\", C:\\path");
    full.threshold = 0.7435;
    full.recover = 0.8;
    full.hold = 1500ms;
    full.keepFiring = 48h;
    full.window = 90s;
    full.minLookups = 12.5;
    full.severity = Severity::Critical;
    full.stack = QStringLiteral("größe");
    full.endpoint = QStringLiteral("cache-1");
    full.summary = QStringLiteral("two\nlines, a tab\tand \u2026");
    full.runbook = QStringLiteral("https://example.org/a#b");
    QTest::newRow("with everything that there is") << full;
    Rule bare = builtInRules().front();
    bare.recover.reset();
    bare.hold = bare.keepFiring = 0ms;
    bare.minLookups = 0;
    bare.runbook.clear();
    QTest::newRow("with nothing that can be left out") << bare;
}

void TestRuleToml::isReadBackAsItWas() {
    QFETCH(Rule, rule);
    Configuration base;
    base.stacks = {{QStringLiteral("größe"), {0}, {}}};
    Endpoint cache;
    cache.name = QStringLiteral("cache-1");
    base.endpoints = {cache};
    const QString toml = ruleToToml(rule);
    const LoadedConfiguration loaded = parseRules(toml.toUtf8(), QStringLiteral("pasted"), base);
    QVERIFY2(loaded.configuration,
             qPrintable(loaded.problems.empty() ? toml : loaded.problems.front().text() + u'\n' + toml));
    QCOMPARE(loaded.configuration->rules.size(), size_t(1));
    QVERIFY2(loaded.configuration->rules.front() == rule, qPrintable(toml));
}

QTEST_APPLESS_MAIN(TestRuleToml)
#include "tst_ruletoml.moc"

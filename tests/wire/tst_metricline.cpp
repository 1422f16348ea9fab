#include "exchange/metricline.h"

#include <QtTest>

#include <cmath>

using namespace spillway;

class TestMetricLine : public QObject {
    Q_OBJECT
private slots:
    void samples_data();
    void samples();
    void refused_data();
    void refused();
    void comments();
    void heads();
    void cutAtEveryByte();
    void numbersComeBack_data();
    void numbersComeBack();
};

void TestMetricLine::samples_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<double>("value");
    QTest::addColumn<qint64>("atMs"); // 0: none
    const auto row = [](const char *name, QByteArray line, QByteArray head, double value, qint64 at) {
        QTest::newRow(name) << line << head << value << at;
    };
    row("without labels", "up 1 1709459880.1", "up", 1, 1709459880100);
    row("with labels", "a{b=\"c\",d=\"e\"} 2.5e3 10", "a{b=\"c\",d=\"e\"}", 2500, 10'000);
    row("no labels in braces", "a{} 1 1", "a{}", 1, 1000);
    row("a comma after the last label", "a{b=\"c\",} 1 1", "a{b=\"c\",}", 1, 1000);
    row("a brace in a value", "a{b=\"}\"} 1 1", "a{b=\"}\"}", 1, 1000);
    row("a quote in a value", "a{b=\"\\\"\\\\\\n\"} 1 1", "a{b=\"\\\"\\\\\\n\"}", 1, 1000);
    row("below zero", "a -1 -1.5", "a", -1, -1500);
    row("without a time", "a 1", "a", 1, 0);
    row("an example behind", "a 1 2 # {trace=\"x\"} 1", "a", 1, 2000);
    row("endless", "a +Inf 1", "a", INFINITY, 1000);
}

void TestMetricLine::samples() {
    QFETCH(QByteArray, line);
    const Outcome<MetricLine> parsed = parseMetricLine(line);
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.failure().what));
    QVERIFY(parsed->kind == MetricLine::Kind::Sample);
    QTEST(parsed->sample.head.toByteArray(), "head");
    QTEST(parsed->sample.value, "value");
    QTEST(parsed->sample.atMs.value_or(0), "atMs");
}

void TestMetricLine::refused_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, QByteArray line, const char *what) {
        QTest::newRow(name) << line << QString::fromLatin1(what);
    };
    row("nothing", "", "an empty line");
    row("no name", "1 1", "a name of letters");
    row("a bad escape", "a{b=\"\\t\"} 1 1", "bad escape");
    row("a value that does not end", "a{b=\"c} 1 1", "does not end");
    row("an escape at the end", "a{b=\"\\", "does not end");
    row("labels that do not end", "a{b=\"c\"", "',' or '}'");
    row("labels cut after the comma", "a{b=\"c\",", "do not end");
    row("no equals sign", "a{b} 1", "'='");
    row("a label without a name", "a{=\"c\"} 1", "name of a label");
    row("a value without quotes", "a{b=c} 1", "does not end");
    row("no number", "a{b=\"c\"}", "a blank and a number");
    row("hexadecimal", "a 0x10 1", "not a number");
    row("a comma in the number", "a 1,5 1", "not a number");
    row("two blanks", "a  1 1", "not a number");
    row("too large", "a 1e999 1", "not a number");
    row("a time that is none", "a 1 NaN", "not a number of seconds");
    row("a time without an end", "a 1 +Inf", "not a number of seconds");
    row("milliseconds", "a 1 1709459880100", "beyond the year 5000");
    row("something behind", "a 1 1 1", "after the time");
    row("an unknown comment", "# nothing", "not HELP");
    row("an unknown type", "# TYPE a speedometer", "known type");
    row("a type of nothing", "# TYPE ", "known type");
    row("the end, written badly", "# EOF ", "not HELP");
    QByteArray many = "a{";
    for (int i = 0; i < 65; ++i)
        many += "l" + QByteArray::number(i) + "=\"\",";
    row("a hundred labels", many + "} 1 1", "more than 64 labels");
}

void TestMetricLine::refused() {
    QFETCH(QByteArray, line);
    QFETCH(QString, what);
    const Outcome<MetricLine> parsed = parseMetricLine(line);
    QVERIFY(!parsed.ok());
    QVERIFY2(parsed.failure().what.contains(what), qPrintable(parsed.failure().what));
}

void TestMetricLine::comments() {
    const Outcome<MetricLine> type = parseMetricLine("# TYPE redis_keyspace_hits counter");
    QVERIFY(type.ok() && type->kind == MetricLine::Kind::Type && type->type == MetricType::Counter);
    QCOMPARE(type->family, QByteArray("redis_keyspace_hits"));
    QVERIFY(parseMetricLine("# HELP a anything \\ at all")->kind == MetricLine::Kind::Other);
    QVERIFY(parseMetricLine("# UNIT a seconds")->kind == MetricLine::Kind::Other);
    QVERIFY(parseMetricLine("# EOF")->kind == MetricLine::Kind::End);
}

void TestMetricLine::heads() {
    const MetricLabels labels{{"a", "plain"}, {"b", "\"quoted\"\\\nlines"}, {"c", "ü"}};
    const QByteArray head = metricHead("name", labels);
    const Outcome<MetricSeries> back = parseMetricHead(head);
    QVERIFY(back.ok());
    QCOMPARE(back->name, QByteArray("name"));
    QVERIFY(back->labels == labels);
    QCOMPARE(metricHead("name", {}), QByteArray("name"));
    QVERIFY(!parseMetricHead("a{b=\"c\",b=\"d\"}").ok());
    QVERIFY(!parseMetricHead("a{b=\"\xff\"}").ok());
}

void TestMetricLine::cutAtEveryByte() {
    const QByteArray line = "a{b=\"c\\\"\",d=\"e\"} 2.5e3 10.25 # {x=\"y\"} 1";
    for (qsizetype end = 0; end <= line.size(); ++end) {
        const QByteArray cut = line.left(end);
        const Outcome<MetricLine> parsed = parseMetricLine(cut);
        QVERIFY(parsed.ok() || !parsed.failure().what.isEmpty());
    }
}

void TestMetricLine::numbersComeBack_data() {
    QTest::addColumn<double>("value");
    for (const double value : {0.0, 1.0, 0.1, 1.0 / 3, 1e300, 5e-324, 9007199254740993.0, -2.5})
        QTest::addRow("%g", value) << value;
    QTest::newRow("endless") << double(INFINITY);
    QTest::newRow("endless below") << -double(INFINITY);
}

void TestMetricLine::numbersComeBack() {
    QFETCH(double, value);
    const std::optional<double> back = metricNumber(metricText(value));
    QVERIFY(back.has_value());
    QVERIFY(*back == value);
    QVERIFY(std::isnan(*metricNumber(metricText(NAN))));
}

QTEST_APPLESS_MAIN(TestMetricLine)
#include "tst_metricline.moc"

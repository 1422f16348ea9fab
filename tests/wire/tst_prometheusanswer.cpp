#include "exchange/prometheusanswer.h"

#include <QtTest>

using namespace spillway;

class TestPrometheusAnswer : public QObject {
    Q_OBJECT
private slots:
    void matrix();
    void vector();
    void refused_data();
    void refused();
    void question();
    void date();
    void matchers();
};

void TestPrometheusAnswer::matrix() {
    const auto series = readPrometheusAnswer(
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"j"},
            "values":[[1709459880.1,"1"],[1709459881.1,"NaN"],[1709459882.1,"+Inf"]]}]}})");
    QVERIFY2(series.ok(), series.ok() ? "" : qPrintable(series.failure().what));
    QVERIFY((*series == std::vector<MetricSeries>{
                            {"up", {{"job", "j"}}, {{1709459880100, 1}, {1709459882100, INFINITY}}}}));
}

void TestPrometheusAnswer::vector() {
    const auto series = readPrometheusAnswer(
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2.5"]}]}})");
    QVERIFY(series.ok());
    QVERIFY((*series == std::vector<MetricSeries>{{"", {}, {{1000, 2.5}}}}));
}

void TestPrometheusAnswer::refused_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, QByteArray json, const char *what) {
        QTest::newRow(name) << json << QString::fromLatin1(what);
    };
    row("nothing", "", "the answer is not JSON");
    row("a page", "<html>", "the answer is not JSON");
    row("cut off", R"({"status":"success","data":{)", "the answer is not JSON");
    row("deep", QByteArray(100'000, '['), "the answer is not JSON");
    row("an error", R"({"status":"error","errorType":"bad_data","error":"parse\nerror"})",
        "the server refused the question: parse error");
    row("of another question", R"({"status":"success","data":["a"]})", "not that of a Prometheus query");
    row("a scalar", R"({"status":"success","data":{"resultType":"scalar","result":[1,"1"]}})",
        "not that of a Prometheus query");
    const auto with = [](const QByteArray &values) {
        return R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":)" +
               values + "}]}}";
    };
    row("a number that is none", with(R"([[1,"x"]])"), "a sample that is none");
    row("a number without quotes", with(R"([[1,2]])"), "a sample that is none");
    row("no time", with(R"([["1","2"]])"), "a sample that is none");
    row("a time beyond all", with(R"([[1e300,"2"]])"), "a sample that is none");
    row("back in time", with(R"([[2,"2"],[1,"2"]])"), "a sample that is none");
    row("three of them", with(R"([[2,"2","3"]])"), "a sample that is none");
}

void TestPrometheusAnswer::refused() {
    QFETCH(QByteArray, json);
    QFETCH(QString, what);
    const auto series = readPrometheusAnswer(json);
    QVERIFY(!series.ok());
    QVERIFY2(series.failure().what.contains(what), qPrintable(series.failure().what));
}

void TestPrometheusAnswer::question() {
    const QByteArray query = rangeQuery(QStringLiteral(" {job=\"r\"} "), EndpointKind::Redis, 30s);
    QVERIFY2(query.startsWith("{__name__=~\"up|scrape_duration_seconds|redis_"), query.constData());
    QVERIFY2(query.endsWith("\",job=\"r\"}[30000ms]"), query.constData());
    QVERIFY(!query.contains("pg_"));
    const QByteArray all = rangeQuery(QStringLiteral("{}"), std::nullopt, 5min);
    QVERIFY2(all.endsWith("|spillway_.+\"}[300000ms]") && all.contains("pg_up"), all.constData());
}

void TestPrometheusAnswer::date() {
    QCOMPARE(httpDate("Sun, 03 Mar 2024 09:58:00 GMT").value_or(Instant{}).toIso(),
             QStringLiteral("2024-03-03T09:58:00.000Z"));
    QVERIFY(!httpDate("").has_value());
    QVERIFY(!httpDate("yesterday").has_value());
}

void TestPrometheusAnswer::matchers() {
    QVERIFY(isMatchers(QStringLiteral("{job=\"x\"}")) && isMatchers(QStringLiteral(" {} ")));
    QVERIFY(!isMatchers(QStringLiteral("up")) && !isMatchers(QStringLiteral("{")) && !isMatchers({}));
}

QTEST_APPLESS_MAIN(TestPrometheusAnswer)
#include "tst_prometheusanswer.moc"

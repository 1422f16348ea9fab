#include "config/prometheusurl.h"

#include "config/endpointurl.h"

#include <QtTest>

using namespace spillway;

class TestPrometheusUrl : public QObject {
    Q_OBJECT
private slots:
    void parts_data();
    void parts();
    void refused_data();
    void refused();
    void ofAnEndpoint();
    void notOfAnEndpoint_data();
    void notOfAnEndpoint();
};

void TestPrometheusUrl::parts_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("display");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("matches");
    QTest::addColumn<int>("tls");
    const auto row = [](const char *text, const char *display, const char *path, QStringList matches,
                        Tls tls) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(display)
                            << QString::fromLatin1(path) << matches << int(tls);
    };
    row("prometheus+http://host", "host:9090", "", {}, Tls::Off);
    row("prometheus+http://host:1/", "host:1", "", {}, Tls::Off);
    row("Prometheus+HTTPS://host/thanos/", "host:443", "/thanos", {}, Tls::Verify);
    row("prometheus+https://host:1?tls=insecure", "host:1", "", {}, Tls::Insecure);
    row("prometheus+http://h/?match={a=\"b\",c=~\"d|e\"}&match={f=\"%26\"}&kind=redis", "h:9090", "",
        {QStringLiteral("{a=\"b\",c=~\"d|e\"}"), QStringLiteral("{f=\"&\"}")}, Tls::Off);
}

void TestPrometheusUrl::parts() {
    QFETCH(QString, text);
    QVERIFY(isPrometheusUrl(text));
    const Outcome<PrometheusUrl> url = parsePrometheusUrl(text);
    QVERIFY2(url.ok(), url.ok() ? "" : qPrintable(url.failure().what));
    QTEST(url->address.display(), "display");
    QTEST(url->path, "path");
    QTEST(url->matches, "matches");
    QTEST(int(url->address.tls), "tls");
}

void TestPrometheusUrl::refused_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *text, const char *what) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(what);
    };
    row("http://host", "the scheme is not that");
    row("prometheus+http://", "the host of the URL is missing");
    row("prometheus+http://h?matches={}", "unknown option 'matches' in the URL, did you mean 'match'?");
    row("prometheus+http://h?ca=x", "unknown option 'ca'");
    row("prometheus+http://h?match=up", "the option 'match' of the URL is not in braces");
    row("prometheus+http://h?kind=openmetrics", "the option 'kind' of the URL is not");
    row("prometheus+https://h?tls=off", "the option 'tls' of the URL has an unknown value");
}

void TestPrometheusUrl::refused() {
    QFETCH(QString, text);
    QFETCH(QString, what);
    const Outcome<PrometheusUrl> url = parsePrometheusUrl(text);
    QVERIFY(!url.ok());
    QVERIFY2(url.failure().what.startsWith(what), qPrintable(url.failure().what));
    QVERIFY(!url.failure().remedy.isEmpty());
}

// Is a cache of its own kind, so that all that judges a Redis judges it as well.
void TestPrometheusUrl::ofAnEndpoint() {
    const Outcome<EndpointUrl> url = parseEndpointUrl(
        QStringLiteral("prometheus+http://u:p@host/x?kind=redis&match={instance=\"a\"}"), Role::Cache);
    QVERIFY2(url.ok(), url.ok() ? "" : qPrintable(url.failure().what));
    QVERIFY(url->kind == EndpointKind::Redis);
    QCOMPARE(url->password->expose(), QByteArray("p"));
    const std::optional<PrometheusSource> source = prometheusSource(url->address);
    QVERIFY(source.has_value());
    QCOMPARE(source->path, QStringLiteral("/x"));
    QCOMPARE(source->matchers, QStringLiteral("{instance=\"a\"}"));
    QVERIFY(
        !prometheusSource(parseEndpointUrl(QStringLiteral("redis://h?cluster=yes"), Role::Cache)->address));
}

void TestPrometheusUrl::notOfAnEndpoint_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("what");
    QTest::newRow("no kind") << QStringLiteral("match={}")
                             << QStringLiteral("the URL does not say what kind");
    QTest::newRow("a database") << QStringLiteral("kind=mysql&match={}")
                                << QStringLiteral("a mysql cannot be a cache");
    QTest::newRow("no matchers") << QStringLiteral("kind=redis") << QStringLiteral("an endpoint wants");
    QTest::newRow("two") << QStringLiteral("kind=redis&match={}&match={}")
                         << QStringLiteral("an endpoint wants");
}

void TestPrometheusUrl::notOfAnEndpoint() {
    QFETCH(QString, query);
    QFETCH(QString, what);
    const Outcome<EndpointUrl> url =
        parseEndpointUrl(QStringLiteral("prometheus+http://h/?") + query, Role::Cache);
    QVERIFY(!url.ok());
    QVERIFY2(url.failure().what.startsWith(what), qPrintable(url.failure().what));
}

QTEST_APPLESS_MAIN(TestPrometheusUrl)
#include "tst_prometheusurl.moc"

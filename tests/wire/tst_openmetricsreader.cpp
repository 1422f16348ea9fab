#include "exchange/openmetricsreader.h"

#include <QBuffer>
#include <QtTest>

using namespace spillway;

class TestOpenMetricsReader : public QObject {
    Q_OBJECT
private slots:
    void series();
    void chosen();
    void stopped();
    void refused_data();
    void refused();

private:
    static Outcome<std::vector<MetricSeries>> read(QByteArray text, const OpenMetricsChoice &choice = {}) {
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        return readOpenMetrics(buffer, choice);
    }
};

void TestOpenMetricsReader::series() {
    const auto all =
        read("# TYPE hits counter\n# HELP hits h\nhits_total{a=\"1\"} 5 1\nhits_total{a=\"1\"} 6 2\n"
             "hits_total{a=\"2\"} 1 1\n# TYPE memory gauge\nmemory NaN 1\nmemory 3 2\n# EOF\n");
    QVERIFY2(all.ok(), all.ok() ? "" : qPrintable(all.failure().what));
    const std::vector<MetricSeries> expected{{"hits_total", {{"a", "1"}}, {{1000, 5}, {2000, 6}}},
                                             {"hits_total", {{"a", "2"}}, {{1000, 1}}},
                                             {"memory", {}, {{2000, 3}}}}; // NaN is unknown, not a sample
    QVERIFY(*all == expected);
}

void TestOpenMetricsReader::chosen() {
    OpenMetricsChoice choice;
    choice.from = Instant::fromMs(2000);
    choice.to = Instant::fromMs(3000);
    choice.wanted = [](const QByteArray &name) { return name == "b"; };
    const auto some = read("a 1 2\nb 1 1\nb 2 2\nb 3 3\nb 4 4\n# EOF", choice);
    QVERIFY(some.ok());
    QVERIFY((*some == std::vector<MetricSeries>{{"b", {}, {{2000, 2}, {3000, 3}}}}));
}

void TestOpenMetricsReader::stopped() {
    QByteArray text;
    for (int i = 0; i < 40'000; ++i)
        text += "a 1 " + QByteArray::number(i) + '\n';
    OpenMetricsChoice choice;
    qint64 reached = 0;
    choice.reached = [&reached](qint64 bytes) {
        reached = bytes;
        return false;
    };
    const auto some = read(text + "# EOF\n", choice);
    QVERIFY(some.ok());
    QVERIFY(reached > 0 && reached < text.size());
    QVERIFY(some->front().points.size() < 40'000);
}

void TestOpenMetricsReader::refused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, QByteArray text, const char *what) {
        QTest::newRow(name) << text << QString::fromLatin1(what);
    };
    row("nothing at all", "", "line 0: the last line is not # EOF");
    row("cut off", "a 1 1\na 2 2\n", "line 2: the last line is not # EOF");
    row("more behind the end", "a 1 1\n# EOF\na 2 2\n", "line 3: something stands after # EOF");
    row("a bad escape", "a 1 1\na{b=\"\\x\"} 1 1\n# EOF\n", "line 2: the value of a label does not end");
    row("a scrape of now", "# TYPE a gauge\na 1\n# EOF\n", "line 2: the sample has no time");
    row("back in time", "a 1 2\na 1 1\n# EOF\n", "line 2: the series goes back");
    row("the same moment twice", "a 1 2\na 1 2\n# EOF\n", "line 2: the series goes back");
    row("a counter that is not a number", "# TYPE a counter\na_total NaN 1\n# EOF\n",
        "line 2: a counter is below zero or not a number");
    row("a counter below zero", "# TYPE a counter\na_total -1 1\n# EOF\n", "line 2: a counter is below");
    row("not UTF-8", "a{b=\"\xff\"} 1 1\n# EOF\n", "line 1: the labels are not UTF-8");
    row("a huge line", "a 1 1\na{b=\"" + QByteArray(3000, 'x') + "\"} 1 1\n# EOF\n",
        "line 2: longer than 2000 bytes");
    row("a huge line without an end", QByteArray(5000, 'x'), "line 1: longer than 2000 bytes");
    QByteArray many;
    for (int i = 0; i < 30; ++i)
        many += "a" + QByteArray::number(i) + " 1 1\n";
    row("too many series", many + "# EOF\n", "line 21: more than 20 series");
    QByteArray points;
    for (int i = 1; i <= 110; ++i)
        points += "a 1 " + QByteArray::number(i) + '\n';
    row("too many samples", points + "# EOF\n", "line 101: more than");
    row("binary", QByteArray("\0\1\2\3\n", 5), "line 1: a name of letters");
}

void TestOpenMetricsReader::refused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, what);
    OpenMetricsChoice choice;
    choice.limits = {2000, 20, 100};
    const auto all = read(text, choice);
    QVERIFY(!all.ok());
    QVERIFY2(all.failure().what.startsWith(what), qPrintable(all.failure().what));
}

QTEST_APPLESS_MAIN(TestOpenMetricsReader)
#include "tst_openmetricsreader.moc"

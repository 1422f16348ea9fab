#include "exchange/frameassembly.h"
#include "exchange/openmetricsreader.h"
#include "exchange/openmetricswriter.h"

#include "checkout.h"

#include <QBuffer>
#include <QtTest>

using namespace spillway;

class TestOpenMetricsWriter : public QObject {
    Q_OBJECT
private slots:
    void text();
    void comesBack_data();
    void comesBack();
    void unknownIsNotWritten();

private:
    static QByteArray written(const std::vector<Frame> &frames, qsizetype most = SeriesSpool::MostInMemory) {
        OpenMetricsWriter writer(Checkout::configuration(), most);
        for (const Frame &frame : frames)
            if (!writer.add(frame))
                return {};
        writer.add(RecordingNote{Checkout::start() + 5s, QStringLiteral("checkout"), QStringLiteral("dana"),
                                 QStringLiteral("two \"words\"\nand a line")});
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        return writer.write(buffer) ? buffer.data() : QByteArray();
    }
};

// Every form of a family, as the format wants it.
void TestOpenMetricsWriter::text() {
    Checkout checkout;
    const QByteArray text =
        written({checkout.cache(Checkout::start(), 0.9),
                 Checkout::failed(Checkout::Database, Checkout::start(), QStringLiteral("refused"))});
    const QByteArray cache = "stack=\"checkout\",endpoint=\"cache-1\",kind=\"redis\",role=\"cache\"";
    const QByteArray database = "stack=\"checkout\",endpoint=\"db-1\",kind=\"postgresql\",role=\"database\"";
    const QByteArrayList parts{
        "# TYPE spillway_configuration info\n# HELP",
        "spillway_configuration_info{json=\"{\\\"endpoints\\\"",
        "# TYPE spillway_up gauge\n# HELP",
        "\nspillway_up{" + cache + "} 1 1709459880.000\nspillway_up{" + database + "} 0 1709459880.000\n",
        "# TYPE spillway_round_trip_milliseconds gauge\n# UNIT spillway_round_trip_milliseconds "
        "milliseconds\n",
        "spillway_failure_info{" + database +
            ",failure=\"refused\",what=\"refused\",remedy=\"\"} 1 1709459880.000\n",
        "spillway_server_info{" + cache + ",identity=\"run-1\",version=\"redis 7.0.15\"} 1 1709459880.000\n",
        "spillway_setting{" + cache + ",setting=\"maxmemory\",value=\"4294967296\"} 1 1709459880.000\n",
        "text=\"two \\\"words\\\"\\nand a line\"} 1 1709459885.000\n",
        "# TYPE spillway_keyspace_hits counter\n# HELP spillway_keyspace_hits keyspace_hits as",
        "\nspillway_keyspace_hits_total{" + cache + "} 1000900 1709459880.000\n",
    };
    for (const QByteArray &part : parts)
        QVERIFY2(text.contains(part), (part + "\n is not in\n" + text).constData());
    QVERIFY(text.endsWith("\n# EOF\n"));
}

void TestOpenMetricsWriter::comesBack_data() {
    QTest::addColumn<qsizetype>("most");
    QTest::newRow("from memory") << SeriesSpool::MostInMemory;
    QTest::newRow("from a file") << qsizetype(10'000);
}

// The same frames in the same order, the configuration and the note.
void TestOpenMetricsWriter::comesBack() {
    QFETCH(qsizetype, most);
    Checkout checkout;
    std::vector<Frame> frames = checkout.steady(Checkout::start(), 400, 0.9, 3);
    checkout.maxMemory = QStringLiteral("1024");
    const Instant later = Checkout::start() + 400s;
    for (const EndpointId id : {Checkout::Cache, Checkout::Database})
        frames.push_back(Checkout::failed(id, later, QStringLiteral("refused, \"really\"")));
    for (const Frame &frame : checkout.steady(later + 1s, 100, 1.0 / 3, 0.1))
        frames.push_back(frame);
    QByteArray text = written(frames, most);
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    const auto series = readOpenMetrics(buffer, {});
    QVERIFY2(series.ok(), series.ok() ? "" : qPrintable(series.failure().what));
    FrameAssembly assembly(QStringLiteral("imported"));
    for (const MetricSeries &one : *series)
        assembly.take(one);
    const std::vector<Frame> back = assembly.frames();
    QCOMPARE(back.size(), frames.size());
    for (size_t i = 0; i < frames.size(); ++i)
        QVERIFY2(back[i] == frames[i], qPrintable(QString::number(i)));
    const std::optional<Configuration> configuration = assembly.recorded();
    QVERIFY(configuration.has_value());
    QCOMPARE(configuration->rules.size(), Checkout::configuration().rules.size());
    QCOMPARE(configuration->endpoints[1].vcpu.value_or(0), 16.0);
    QCOMPARE(assembly.notes().size(), size_t(1));
    QCOMPARE(assembly.notes()[0].text, QStringLiteral("two \"words\"\nand a line"));
}

void TestOpenMetricsWriter::unknownIsNotWritten() {
    Frame frame = Checkout().cache(Checkout::start(), 0.9);
    Reading reading = *frame.outcome;
    reading.set(Field::UsedMemory, std::nan(""));
    frame.outcome = reading;
    const QByteArray text = written({frame});
    QVERIFY(!text.contains("NaN") && !text.contains("used_memory"));
    QVERIFY(!text.contains("evicted_keys"));
}

QTEST_APPLESS_MAIN(TestOpenMetricsWriter)
#include "tst_openmetricswriter.moc"

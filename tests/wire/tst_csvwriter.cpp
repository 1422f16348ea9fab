#include "exchange/csvreader.h"
#include "exchange/csvwriter.h"

#include "checkout.h"

#include <QBuffer>
#include <QtTest>

using namespace spillway;

class TestCsvWriter : public QObject {
    Q_OBJECT
private slots:
    void gapsAreEmpty();
    void comesBack();
};

void TestCsvWriter::gapsAreEmpty() {
    Checkout checkout;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const Configuration configuration = Checkout::configuration();
    CsvWriter writer(configuration, {Field::Hits, Field::Active}, Checkout::start(), buffer);
    QVERIFY(writer.add(checkout.cache(Checkout::start(), 0.5)));
    QVERIFY(writer.add(checkout.cache(Checkout::start() + 1s, 0.5)));
    QVERIFY(writer.add(Checkout::failed(Checkout::Database, Checkout::start(), QStringLiteral("no, never"))));
    const QByteArrayList lines = buffer.data().split('\n');
    QCOMPARE(lines[0], QByteArray("at,stack,endpoint,kind,role,took_ms,outcome,what,remedy,author,identity,"
                                  "version,settings,keyspace_hits,active"));
    QVERIFY(lines[1].startsWith("2024-03-03T09:58:00.000Z,,,,,,configuration,,,,,,\"{"));
    QCOMPARE(lines[2], QByteArray("2024-03-03T09:58:00.000Z,checkout,cache-1,redis,cache,4,ok,,,,run-1,redis "
                                  "7.0.15,\"{\"\"maxmemory\"\":\"\"4294967296\"\"}\",1000500,"));
    QCOMPARE(lines[3], QByteArray("2024-03-03T09:58:01.000Z,checkout,cache-1,redis,cache,4,ok,,,,run-1,redis "
                                  "7.0.15,,1001000,"));
    QCOMPARE(lines[4],
             QByteArray("2024-03-03T09:58:00.000Z,checkout,db-1,postgresql,database,0,refused,\"no, "
                        "never\",,,,,,,"));
}

void TestCsvWriter::comesBack() {
    Checkout checkout;
    std::vector<Frame> frames = checkout.steady(Checkout::start(), 50, 1.0 / 3, 0.1);
    checkout.maxMemory = QStringLiteral("1024");
    frames.push_back(Checkout::failed(Checkout::Cache, Checkout::start() + 50s, QStringLiteral("\"no\"")));
    for (const Frame &frame : checkout.steady(Checkout::start() + 51s, 50, 0.2, 9))
        frames.push_back(frame);
    const RecordingNote note{Checkout::start() + 3s, QStringLiteral("checkout"), QStringLiteral("dana"),
                             QStringLiteral("a\nnote")};
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    const Configuration configuration = Checkout::configuration();
    CsvWriter writer(
        configuration,
        {Field::Hits, Field::Misses, Field::CanSee, Field::Commits, Field::Rollbacks, Field::Active},
        Checkout::start(), buffer);
    for (const Frame &frame : frames)
        QVERIFY(writer.add(frame));
    QVERIFY(writer.add(note));
    buffer.seek(0);
    const Outcome<Imported> back = readCsv(buffer, {});
    QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.failure().what));
    std::vector<Frame> again;
    back->frames.forEach([&again](const Frame &frame) {
        again.push_back(frame);
        return true;
    });
    QVERIFY(again == frames);
    QVERIFY(back->notes == std::vector{note});
    QCOMPARE(back->recorded->rules.size(), configuration.rules.size());
}

QTEST_APPLESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"

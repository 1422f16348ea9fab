#include "exchange/derivedcsv.h"

#include "checkout.h"

#include <QBuffer>
#include <QtTest>

using namespace spillway;

class TestDerivedCsv : public QObject {
    Q_OBJECT
private slots:
    void lines();
};

// A ratio needs two polls, and lookups between them; until then its cell is empty.
void TestDerivedCsv::lines() {
    Checkout checkout;
    const Configuration configuration = Checkout::configuration();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    DerivedCsv csv(configuration, {Metric::HitRatio, Metric::Lookups, Metric::RoundTrip}, buffer);
    QVERIFY(csv.add(checkout.cache(Checkout::start(), 0.75)));
    QVERIFY(csv.add(checkout.cache(Checkout::start() + 1s, 0.75)));
    QVERIFY(csv.add(checkout.cache(Checkout::start() + 2s, 0.75, 0)));
    const QByteArrayList lines = buffer.data().split('\n');
    QVERIFY(lines[0].startsWith("at,stack,endpoint,") && lines[0].count(',') == 5);
    const auto cell = [&lines](const QByteArray &start, const QByteArray &metric) -> QByteArray {
        for (const QByteArray &line : lines)
            if (line.startsWith(start))
                return line.split(',').value(lines[0].split(',').indexOf(metric));
        return "no such line";
    };
    QCOMPARE(cell("2024-03-03T09:58:00.000Z,checkout,cache-1,", "hit_ratio"), QByteArray());
    QCOMPARE(cell("2024-03-03T09:58:01.000Z,checkout,cache-1,", "hit_ratio"), QByteArray("0.75"));
    QCOMPARE(cell("2024-03-03T09:58:01.000Z,checkout,,", "lookups"), QByteArray("1000"));
    QCOMPARE(cell("2024-03-03T09:58:02.000Z,checkout,cache-1,", "hit_ratio"), QByteArray());
    QCOMPARE(cell("2024-03-03T09:58:02.000Z,checkout,cache-1,", "lookups"), QByteArray("0"));
}

QTEST_APPLESS_MAIN(TestDerivedCsv)
#include "tst_derivedcsv.moc"

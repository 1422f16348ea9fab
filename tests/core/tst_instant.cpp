#include "instant.h"

#include <QTest>

using namespace spillway;

class TestInstant : public QObject {
    Q_OBJECT
private slots:
    void readsIso_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms"); // -1 = refused
        QTest::newRow("UTC") << "2024-03-03T09:30:00Z" << 1709458200000LL;
        QTest::newRow("UTC with milliseconds") << "2024-03-03T09:30:00.250Z" << 1709458200250LL;
        QTest::newRow("an offset is honoured") << "2024-03-03T10:30:00+01:00" << 1709458200000LL;
        QTest::newRow("no zone is refused: it would mean another instant elsewhere")
            << "2024-03-03T09:30:00" << -1LL;
        QTest::newRow("a date alone is refused") << "2024-03-03" << -1LL;
        QTest::newRow("nonsense is refused") << "yesterday" << -1LL;
        QTest::newRow("empty is refused") << "" << -1LL;
    }
    void readsIso() {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto instant = Instant::fromIso(text);
        QCOMPARE(instant.has_value(), ms >= 0);
        if (instant)
            QCOMPARE(instant->ms(), ms);
    }
    void writesWhatItReads() {
        const QString text = QStringLiteral("2024-03-03T23:59:59.999Z");
        QCOMPARE(Instant::fromIso(text)->toIso(), text);
        QCOMPARE(Instant::fromIso(text)->clockText(), QStringLiteral("23:59:59"));
    }
    void countsInDurations() {
        const Instant a = Instant::fromMs(1000);
        QCOMPARE((a + 1500ms) - a, Duration(1500));
        QVERIFY(a - 1ms < a);
        QCOMPARE(toSeconds(2500ms), 2.5);
    }
};

QTEST_APPLESS_MAIN(TestInstant)
#include "tst_instant.moc"

#include "history.h"

#include <QTest>

using namespace spillway;

static const SeriesId ratio{0, SeriesId::WholeStack, Metric::HitRatio};

static Sample sample(qint64 second, double value) {
    return {ratio, Instant::fromMs(second * 1000), value, 1};
}

class TestHistory : public QObject {
    Q_OBJECT
private slots:
    void aWindowLosesNoExtreme() {
        History history(1s, 24h);
        for (int i = 0; i < 3600; ++i)
            history.append(sample(i, i == 1234 ? 9 : i == 2345 ? -9 : 1));
        const auto columns = history.window(ratio, Instant::fromMs(0), Instant::fromMs(3'600'000), 100);
        QCOMPARE(columns.size(), size_t(100));
        QCOMPARE(columns[1234 / 36].max, 9.0f);
        QCOMPARE(columns[2345 / 36].min, -9.0f);
        QCOMPARE(columns[0].max, 1.0f);
    }
    void forgetsTheOldestGaps() {
        History history(1s, 24h);
        const auto noted = static_cast<qint64>(History::mostGaps) + 5;
        history.noteGap(7, Instant::fromMs(-10), Instant::fromMs(-5),
                        QStringLiteral("refused")); // and goes on
        for (qint64 i = 0; i < noted; ++i) {
            history.noteGap(1, Instant::fromMs(10 * i), Instant::fromMs(10 * i + 1),
                            QStringLiteral("no answer"));
            history.endGap(1, Instant::fromMs(10 * i + 5));
        }
        QCOMPARE(history.gaps().size(), History::mostGaps);
        QCOMPARE(history.gaps().front().from, Instant::fromMs(50));
        QCOMPARE(history.gaps().back().to, Instant::fromMs(10 * (noted - 1) + 5));
        history.endGap(7, Instant::fromMs(10 * noted)); // of one that is forgotten
        QCOMPARE(history.gaps().back().endpoint, EndpointId(1));
    }
    void moreColumnsThanSlotsLeaveColumnsEmpty() {
        History history(1s, 24h);
        history.append(sample(0, 1));
        history.append(sample(1, 2));
        const auto columns = history.window(ratio, Instant::fromMs(0), Instant::fromMs(2000), 8);
        const auto filled =
            std::count_if(columns.begin(), columns.end(), [](const Column &c) { return !c.isEmpty(); });
        QCOMPARE(filled, 2);
    }
    void anUnknownSeriesIsEmptyNotZero() {
        const History history(1s, 24h);
        const auto columns = history.window(ratio, Instant::fromMs(0), Instant::fromMs(2000), 4);
        QCOMPARE(columns.size(), size_t(4));
        QVERIFY(columns[0].isEmpty());
        QVERIFY(!history.valueAt(ratio, Instant::fromMs(0)));
    }
    void theLatestGrowsStale() {
        History history(1s, 24h);
        history.append(sample(10, 0.5));
        QCOMPARE(history.latest(ratio, Instant::fromMs(12'000), 3s), std::optional(0.5));
        QVERIFY(!history.latest(ratio, Instant::fromMs(14'001), 3s));
    }
    void oldestMovesWithWhatIsKept() {
        History history(1s, 1h);
        for (int i = 0; i < 20'000; i += 10)
            history.append(sample(i, 1));
        QCOMPARE(history.newest().ms(), 19'990'000);
        QCOMPARE(history.oldest().ms(), 19'990'000 - 3'600'000);
    }
    void gapsKeepTheirReason() {
        History history(1s, 24h);
        const QString refused = QStringLiteral("connection refused");
        const QString silent = QStringLiteral("no answer");
        history.noteGap(3, Instant::fromMs(1000), Instant::fromMs(2000), refused);
        history.noteGap(3, Instant::fromMs(1000), Instant::fromMs(3000), refused);
        history.noteGap(3, Instant::fromMs(1000), Instant::fromMs(4000), silent);
        history.endGap(3, Instant::fromMs(5000));
        history.endGap(3, Instant::fromMs(9000)); // none open: nothing happens
        const std::vector<Gap> expected{{3, Instant::fromMs(1000), Instant::fromMs(3000), refused},
                                        {3, Instant::fromMs(3000), Instant::fromMs(5000), silent}};
        QCOMPARE(history.gaps(), expected);
    }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"

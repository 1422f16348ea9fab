// The clipboard's CSV: what the lanes show, exactly, in any locale.

#include "workstation/visiblecsv.h"

#include <QLocale>
#include <QTest>

using namespace spillway;

class TestVisibleCsv : public QObject {
    Q_OBJECT
private slots:
    void hasOneRowPerSlotAndEmptyFieldsForGaps();
    void isTheSameInEveryLocale();
    void clipsToWhatIsShown();
};

namespace {

constexpr qint64 start = 1'709'459'892'000;

Instant second(int n) { return Instant::fromMs(start + n * 1000LL); }

History history() {
    History made(1s, 1h);
    for (const int n : {0, 1, 3})
        made.append({{0, SeriesId::WholeStack, Metric::HitRatio}, second(n), 0.5 + n * 0.125, 1});
    made.append({{0, SeriesId::WholeStack, Metric::Misses}, second(1), 728.25, 1});
    return made;
}

QList<QByteArray> rowsOf(const QByteArray &csv) { return csv.trimmed().split('\n'); }

} // namespace

void TestVisibleCsv::hasOneRowPerSlotAndEmptyFieldsForGaps() {
    const auto rows = rowsOf(visibleCsv(history(), 0, {second(0), second(3)}));
    QCOMPARE(rows.size(), 5);
    QVERIFY(rows[0].startsWith("time,hit_ratio,load,"));
    QCOMPARE(rows[1], QByteArray("2024-03-03T09:58:12.000Z,0.5,,,,,,,,,,,"));
    QCOMPARE(rows[2], QByteArray("2024-03-03T09:58:13.000Z,0.625,,,,,,,,,728.25,,"));
    QCOMPARE(rows[3], QByteArray("2024-03-03T09:58:14.000Z,,,,,,,,,,,,"));
    QCOMPARE(rows[4], QByteArray("2024-03-03T09:58:15.000Z,0.875,,,,,,,,,,,"));
}

void TestVisibleCsv::isTheSameInEveryLocale() {
    const QByteArray before = visibleCsv(history(), 0, {second(0), second(3)});
    const QLocale was;
    QLocale::setDefault(QLocale(QLocale::German));
    const QByteArray german = visibleCsv(history(), 0, {second(0), second(3)});
    QLocale::setDefault(was);
    QCOMPARE(german, before);
}

void TestVisibleCsv::clipsToWhatIsShown() {
    QCOMPARE(rowsOf(visibleCsv(history(), 0, {second(1), second(1)})).size(), 2);
    QCOMPARE(rowsOf(visibleCsv(history(), 0, {second(-600), second(600)})).size(), 5);
    QCOMPARE(rowsOf(visibleCsv(History(1s, 1h), 0, {second(0), second(9)})).size(), 1);
}

QTEST_GUILESS_MAIN(TestVisibleCsv)
#include "tst_visiblecsv.moc"

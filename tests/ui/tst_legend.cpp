// Hiding and isolating the causes of the load, by mouse and by keyboard.

#include "samplepage.h"

#include <QAbstractButton>
#include <QtTest>

using namespace spillway;

class TestLegend : public QObject {
    Q_OBJECT
private slots:
    void legendHidesAndIsolates();
};

void TestLegend::legendHidesAndIsolates() {
    SyntheticOutage outage;
    outage.fill();
    SamplePage page(outage, std::chrono::minutes(10));
    Lane *lane = page.lanes[1];
    const QList<QAbstractButton *> entries = lane->findChildren<QAbstractButton *>();
    QCOMPARE(entries.size(), 5);
    const auto shown = [&] {
        QStringList names;
        for (const QAbstractButton *entry : entries)
            if (entry->isChecked())
                names << entry->text();
        return names.join(QLatin1Char(' '));
    };
    // The colour of the cache misses well inside their area.
    const QPoint inside = inPlot(*lane, 0.9);
    const auto colour = [&] { return lane->grab().toImage().pixelColor(inside); };
    QCOMPARE(colour(), page.theme.area(page.theme.cache));
    QTest::mouseClick(entries[2], Qt::LeftButton);
    QVERIFY(!entries[2]->isChecked());
    QVERIFY(colour() != page.theme.area(page.theme.cache));
    QTest::mouseClick(entries[2], Qt::LeftButton);
    QTest::mouseClick(entries[2], Qt::LeftButton);
    QTest::mouseDClick(entries[2], Qt::LeftButton);
    QCOMPARE(shown(), QStringLiteral("cache misses"));
    page.save(QStringLiteral("isolated"));
    entries[2]->setFocus();
    QTest::keyClick(entries[2], Qt::Key_Return);
    QCOMPARE(shown(), QStringLiteral("usual traffic cache misses query cost other clients"));
    QTest::keyClick(entries[2], Qt::Key_Space);
    QVERIFY(!entries[2]->isChecked());
}

QTEST_MAIN(TestLegend)
#include "tst_legend.moc"

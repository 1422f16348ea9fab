// What somebody thinks is noted by one key, and held against the verdict below it.

#include "workstation/hypothesisline.h"

#include "textwalk.h"
#include "watchedshop.h"
#include "workstation/mainwindow.h"
#include "workstation/workstation.h"

#include <QTest>

using namespace spillway;

class TestHypothesisLine : public QObject {
    Q_OBJECT
private slots:
    void oneKeySaysIt_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("note");
        QTest::addColumn<QString>("standing");
        QTest::newRow("cache") << int(Qt::Key_C) << "We think it is the cache."
                               << "The verdict says the same.";
        QTest::newRow("traffic") << int(Qt::Key_T) << "We think it is the traffic."
                                 << "Refuted at";
        QTest::newRow("database") << int(Qt::Key_D) << "We think it is the database."
                                  << "Refuted at";
        QTest::newRow("other") << int(Qt::Key_O) << "We think it is another client."
                               << "Refuted at";
    }
    void oneKeySaysIt() {
        QFETCH(int, key);
        QFETCH(QString, note);
        QFETCH(QString, standing);
        WatchedShop shop{cutOfMemory(shopTime(9, 40))};
        MainWindow window(&shop.session(), Theme::dark());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        shop.runTo(shopTime(9, 45));
        window.workstation()->refreshNow();
        QCOMPARE(shop.session().engine().verdict(0).culprit, Culprit::Cache);
        const auto *line = window.findChild<HypothesisLine *>();
        QVERIFY(line->isHidden());
        QTest::keyClick(&window, static_cast<Qt::Key>(key), Qt::ShiftModifier);
        shop.runTo(shopTime(9, 46));
        window.workstation()->refreshNow();
        QTRY_VERIFY(line->isVisible());
        QVERIFY2(line->sentence().contains(note), qPrintable(line->sentence()));
        QVERIFY2(line->sentence().contains(standing), qPrintable(line->sentence()));
        QVERIFY2(line->sentence().contains(u"of the added load"), qPrintable(line->sentence()));
        QCOMPARE(faultsOfText(*line).filter(QStringLiteral("lies over")), QStringList());
    }
    // Before anybody is blamed there is nothing to weigh.
    void waitsForAVerdict() {
        WatchedShop shop;
        HypothesisLine line(shop.session(), Theme::dark());
        shop.runTo(shopTime(9, 34));
        shop.session().addNote(QStringLiteral("catalog"), hypothesisText(Culprit::Cache));
        shop.session().addNote(QStringLiteral("checkout"), QStringLiteral("The cache?"));
        shop.session().settleNotes(shopTime(9, 35));
        line.setStack(0);
        QVERIFY(line.isHidden());
        QCOMPARE(line.sentence(), QString());
        line.setStack(1);
        QVERIFY2(line.sentence().contains(u"No verdict yet."), qPrintable(line.sentence()));
    }
};

QTEST_MAIN(TestHypothesisLine)
#include "tst_hypothesisline.moc"

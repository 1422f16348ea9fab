// However many frames arrive, a visible view is refreshed once per round and a hidden one not at all.

#include "workstation/repainter.h"

#include <QTest>
#include <QWidget>

using namespace spillway;

class TestRepainter : public QObject {
    Q_OBJECT
private slots:
    void joinsABurstIntoOneRound();
    void leavesHiddenViewsUntilTheyShow();
    void cleanViewsAreLeftAlone();
};

void TestRepainter::joinsABurstIntoOneRound() {
    QWidget view;
    int rounds = 0;
    Repainter repainter;
    repainter.add(&view, [&] { ++rounds; });
    view.show();
    QCOMPARE(rounds, 1); // shown dirty
    for (int frame = 0; frame < 1000; ++frame)
        repainter.markAll();
    QCOMPARE(rounds, 1);
    QTRY_COMPARE(rounds, 2);
    for (int frame = 0; frame < 1000; ++frame)
        repainter.markAll();
    QCoreApplication::processEvents();
    QCOMPARE(rounds, 2); // within the interval
    QTRY_COMPARE(rounds, 3);
}

void TestRepainter::leavesHiddenViewsUntilTheyShow() {
    QWidget view;
    int rounds = 0;
    Repainter repainter;
    repainter.add(&view, [&] { ++rounds; });
    repainter.markAll();
    repainter.refreshVisible();
    QCOMPARE(rounds, 0);
    view.show();
    QCOMPARE(rounds, 1);
    view.hide();
    view.show();
    QCOMPARE(rounds, 1);
}

void TestRepainter::cleanViewsAreLeftAlone() {
    QWidget view;
    int rounds = 0;
    Repainter repainter;
    repainter.add(&view, [&] { ++rounds; });
    view.show();
    repainter.refreshVisible();
    QCOMPARE(rounds, 1);
}

QTEST_MAIN(TestRepainter)
#include "tst_repainter.moc"

// What is to be expected, as bars and as the engine's sentence; nothing where nothing is known.

#include "workstation/outlookview.h"

#include <QTest>

using namespace spillway;

class TestOutlookView : public QObject {
    Q_OBJECT
private slots:
    void saysWhatHangsOnTheCache();
    void saysHowMuchIsBack();
};

void TestOutlookView::saysWhatHangsOnTheCache() {
    OutlookView view(Theme::dark());
    Verdict verdict;
    verdict.culprit = Culprit::None;
    view.setVerdict(verdict);
    QVERIFY(view.bars().empty());
    verdict.dependence = Dependence{12, 3.0};
    verdict.outlook = QStringLiteral("x");
    view.setVerdict(verdict);
    QCOMPARE(view.bars().size(), size_t{2});
    QCOMPARE(view.bars()[0].colour, Theme::dark().warning);
    QCOMPARE(view.bars()[1].share, 0.25);
    QVERIFY(view.sentence().isEmpty());
    verdict.dependence = Dependence{2, std::nullopt};
    view.setVerdict(verdict);
    QCOMPARE(view.bars()[1].share, 0.0);
    QCOMPARE(view.bars()[1].number, QStringLiteral(u"\u2014"));
}

void TestOutlookView::saysHowMuchIsBack() {
    OutlookView view(Theme::dark());
    Verdict verdict;
    verdict.culprit = Culprit::Cache;
    Recovery recovery;
    recovery.refilled = 0.62;
    verdict.recovery = recovery;
    verdict.outlook = QStringLiteral("62 % of the lost hits are back.");
    view.setVerdict(verdict);
    QCOMPARE(view.bars().size(), size_t{1});
    QCOMPARE(view.bars()[0].share, 0.62);
    QCOMPARE(view.sentence(), verdict.outlook);
}

QTEST_MAIN(TestOutlookView)
#include "tst_outlookview.moc"

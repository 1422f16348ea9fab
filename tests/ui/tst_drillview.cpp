// A drill as a trainee does it, with keys and the mouse: nothing tells before it is over, and then the
// score and the reasons stand there.

#include "drill/drillview.h"

#include "charts/lane.h"
#include "drill/drillanswers.h"
#include "player.h"
#include "readingmodel.h"
#include "replayedshop.h"
#include "textlabel.h"
#include "textwalk.h"
#include "workstation/lanestack.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>

#include <algorithm>

using namespace spillway;

namespace {

QPushButton *buttonOf(const QWidget &view, const QString &start) {
    for (QPushButton *button : view.findChildren<QPushButton *>())
        if (button->text().startsWith(start))
            return button;
    return nullptr;
}

// All words on the screen but those of lists, which are the same in every drill.
QString wordsOf(const QWidget &view) {
    QStringList words;
    for (const TextLabel *label : view.findChildren<TextLabel *>())
        if (label->isVisibleTo(&view))
            words << label->text();
    for (const Lane *lane : view.findChildren<Lane *>())
        words << lane->accessibleName() << lane->accessibleDescription() << lane->spec().title;
    return words.join(u'\n');
}

bool showsCauses(const QWidget &view) {
    const QList<Lane *> lanes = view.findChildren<Lane *>();
    return std::any_of(lanes.begin(), lanes.end(),
                       [](const Lane *lane) { return lane->spec().stack || lane->spec().counterfactual; });
}

} // namespace

class TestDrillView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_path = m_folder.filePath(QStringLiteral("shop.spill"));
        QVERIFY(recordShop(m_path, cutOfMemory(shopTime(9, 45)), shopTime(10, 5)));
    }
    void init();
    void cleanup();
    void isDoneByKeysAndMouse();
    void nothingTellsBeforeItIsOver();
    void actingBeforeNamingCostsNothing();
    void givingUpEndsIt();
    void showsWhatTheServersSay();
    void lettersAreNotTakenAfterwards();

private:
    void playTo(Instant to) { m_replay->player().seekNow(to); }
    void click(const QString &button) {
        QPushButton *found = buttonOf(*m_view, button);
        QVERIFY2(found, qPrintable(button));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    void choose(DrillMove move) {
        auto *list = m_view->findChild<QListWidget *>();
        QListWidgetItem *item = list->findItems(moveText(move), Qt::MatchExactly).value(0);
        QVERIFY(item);
        list->scrollToItem(item);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(item).center());
    }
    QString result() const { return m_view->findChild<QTextBrowser *>()->toPlainText(); }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<ReplayedShop> m_replay;
    std::unique_ptr<DrillRun> m_run;
    std::unique_ptr<DrillView> m_view;
};

void TestDrillView::init() {
    m_replay = std::make_unique<ReplayedShop>(m_path);
    const auto task = DrillRun::taskOf(m_replay->session(), QStringLiteral("shop.spill"));
    QVERIFY(task);
    QCOMPARE(task->truth.culprit, Culprit::Cache);
    QCOMPARE(task->truth.cause, std::optional(Cause::MaxMemory));
    m_run = std::make_unique<DrillRun>(&m_replay->session(), *task);
    m_view = std::make_unique<DrillView>(&m_replay->session(), m_run.get(), Theme::dark());
    m_view->resize(1440, 900);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TestDrillView::cleanup() {
    m_view.reset();
    m_run.reset();
    m_replay.reset();
}

void TestDrillView::isDoneByKeysAndMouse() {
    playTo(m_run->task().truth.onset.value() + 10s);
    QTest::keyClick(m_view.get(), Qt::Key_O);
    QVERIFY(m_run->onset());
    playTo(m_run->task().truth.onset.value() + 60s);
    QTest::keyClick(m_view.get(), Qt::Key_D); // the tempting one
    QCOMPARE(m_run->culprit(), std::optional(Culprit::Database));
    QTest::keyClick(m_view.get(), Qt::Key_C);
    QCOMPARE(m_run->culprit(), std::optional(Culprit::Cache));
    auto *cause = m_view->findChild<QComboBox *>();
    cause->setFocus();
    QTest::keyClick(cause, Qt::Key_Down); // the first of its causes
    QCOMPARE(m_run->cause(), std::optional(Cause::MaxMemory));
    choose(DrillMove::RestartCache);
    click(QStringLiteral("Do it"));
    QVERIFY(!m_run->isOver());
    QTest::keyClick(m_view.get(), Qt::Key_M);
    choose(DrillMove::RestoreMemory);
    QTest::keyClick(m_view->findChild<QListWidget *>(), Qt::Key_Return);
    QVERIFY(m_run->isOver());
    // All of it, but for two wrong turns.
    QCOMPARE(m_run->score().wrongTurns, 2);
    QCOMPARE(m_run->score().points, 80);
    m_view->setHistory(
        {{shopTime(12, 0), QStringLiteral("ada"), QStringLiteral("shop.spill"), m_run->score()}});
    QTRY_VERIFY(m_view->findChild<QTextBrowser *>()->isVisible());
    QVERIFY2(result().startsWith(u"80 of 100 points"), qPrintable(result()));
    for (const char *word : {"the cache (maxmemory)", "Misses caused", "Wrong turns", "Evidence",
                             "2024-03-03 shop.spill: 80 points"})
        QVERIFY2(result().contains(QLatin1String(word)), qPrintable(result()));
}

// Long after the verdict was said, while the session's engine knows it.
void TestDrillView::nothingTellsBeforeItIsOver() {
    playTo(shopTime(10, 0));
    const Verdict &verdict = m_replay->session().engine().verdict(m_run->task().stack);
    QCOMPARE(verdict.culprit, Culprit::Cache);
    QTest::qWait(200); // the repainter's pause
    const QString words = wordsOf(*m_view);
    QVERIFY(words.contains(u"Who loads the database?"));
    for (const QString &tell : {verdict.headline, verdict.arithmetic, QStringLiteral("overload")})
        QVERIFY2(!words.contains(tell), qPrintable(tell));
    QVERIFY(!showsCauses(*m_view));
    QCOMPARE(faultsOfText(*m_view), QStringList());
    m_run->giveUp();
    QTRY_VERIFY(m_view->findChild<QTextBrowser *>()->isVisible());
    QVERIFY(showsCauses(*m_view));
}

void TestDrillView::actingBeforeNamingCostsNothing() {
    playTo(shopTime(9, 50));
    choose(DrillMove::FlushCache);
    click(QStringLiteral("Do it"));
    QVERIFY(m_run->moves().empty());
    QTest::keyClick(m_view.get(), Qt::Key_G);
    QCOMPARE(m_run->score().wrongTurns, 0);
}

void TestDrillView::givingUpEndsIt() {
    playTo(shopTime(9, 50));
    click(QStringLiteral("Give up"));
    QVERIFY(m_run->isOver());
    QCOMPARE(m_run->score().points, 0);
    QTRY_VERIFY(result().startsWith(u"0 of 100 points"));
}

void TestDrillView::showsWhatTheServersSay() {
    m_replay->player().setSpeed(10'000);
    m_replay->player().play();
    QTRY_VERIFY_WITH_TIMEOUT(m_replay->player().atEnd(), 60'000);
    const QAbstractItemModel *model = m_view->findChild<QTableView *>()->model();
    QTRY_VERIFY(model->rowCount() > 40);
    bool isThere = false;
    for (int row = 0; row < model->rowCount(); ++row) {
        const auto cell = [&](int column) { return model->index(row, column).data().toString(); };
        if (cell(ReadingModel::Endpoint) != u"cache-1" || cell(ReadingModel::Name) != u"maxmemory")
            continue;
        isThere = true;
        QVERIFY2(cell(ReadingModel::First) != cell(ReadingModel::Now), qPrintable(cell(ReadingModel::Now)));
    }
    QVERIFY(isThere);
}

void TestDrillView::lettersAreNotTakenAfterwards() {
    playTo(shopTime(9, 50));
    QTest::keyClick(m_view.get(), Qt::Key_T);
    m_run->giveUp();
    QTest::keyClick(m_view.get(), Qt::Key_C);
    QCOMPARE(m_run->culprit(), std::optional(Culprit::Traffic));
}

QTEST_MAIN(TestDrillView)
#include "tst_drillview.moc"

// The workstation as its users meet it: what it says in calm, in an incident and when an endpoint is
// lost; that keyboard and screen reader reach everything; that a replay cannot be taken for the present.

#include "charts/timewindow.h"
#include "snapshot.h"
#include "textlabel.h"
#include "watchedshop.h"
#include "workstation/alertspanel.h"
#include "workstation/endpointlist.h"
#include "workstation/lanestack.h"
#include "workstation/mainwindow.h"
#include "workstation/marks.h"
#include "workstation/noticebar.h"
#include "workstation/stacklist.h"
#include "workstation/verdictbanner.h"
#include "workstation/workstation.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace spillway;

class TestWorkstation : public QObject {
    Q_OBJECT
private slots:
    void saysWhatIsUsualWhenNothingIsWrong();
    void blamesTheCacheWithTheArithmetic();
    void saysThatItCannotTellWhenAnEndpointIsLost_data();
    void saysThatItCannotTellWhenAnEndpointIsLost();
    void waitsVisiblyForTheFirstAnswers();
    void acknowledgesByKey();
    void holdsAndFollowsByKey();
    void everyFocusableWidgetHasAName();
    void tabLeavesEveryWidget();
    void copiesNumbersAndPicture();
    void opensADroppedFile();
    void replayIsFramed();
    void saysSimulatedInTitleAndTimeBar();
    void showsWhatTheDesktopDidNot();
    void switchesSessions();
    void hostileNamesAreShownAsText();
};

namespace {

VerdictBanner *bannerOf(QWidget &window) {
    return window.findChild<VerdictBanner *>();
}

// All words that labels show, in one text.
QString wordsOf(const QWidget &window) {
    QStringList words;
    for (const TextLabel *label : window.findChildren<TextLabel *>()) {
        if (label->isVisible())
            words << label->text();
    }
    return words.join(QLatin1Char('\n'));
}

void showWindow(MainWindow &window) {
    window.show();
    window.workstation()->refreshNow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

} // namespace

void TestWorkstation::saysWhatIsUsualWhenNothingIsWrong() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 50));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QCOMPARE(bannerOf(window)->look(), VerdictBanner::Look::Quiet);
    QVERIFY2(bannerOf(window)->sentence().startsWith(QStringLiteral("Usual: ")),
             qPrintable(bannerOf(window)->sentence()));
    QVERIFY(wordsOf(window).contains(QStringLiteral("5 of 5 endpoints answering")));
}

void TestWorkstation::blamesTheCacheWithTheArithmetic() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QCOMPARE(bannerOf(window)->look(), VerdictBanner::Look::Critical);
    const QString sentence = bannerOf(window)->sentence();
    QVERIFY2(sentence.contains(QStringLiteral("The cache is overloading the database")),
             qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("maxmemory")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("Adding database capacity will not cure this.")),
             qPrintable(sentence));
}

void TestWorkstation::saysThatItCannotTellWhenAnEndpointIsLost_data() {
    QTest::addColumn<int>("endpoint");
    QTest::newRow("the larger cache") << 0;
    QTest::newRow("the database") << 2;
}

void TestWorkstation::saysThatItCannotTellWhenAnEndpointIsLost() {
    QFETCH(int, endpoint);
    WatchedShop shop(lossOf(endpoint, shopTime(9, 50)));
    shop.runTo(shopTime(9, 50, 42));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QCOMPARE(bannerOf(window)->look(), VerdictBanner::Look::Blind);
    QVERIFY2(bannerOf(window)->sentence().contains(QStringLiteral("Cannot tell")),
             qPrintable(bannerOf(window)->sentence()));
    QVERIFY(wordsOf(window).contains(QStringLiteral("4 of 5 endpoints answering")));
}

void TestWorkstation::waitsVisiblyForTheFirstAnswers() {
    WatchedShop shop;
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QCOMPARE(bannerOf(window)->look(), VerdictBanner::Look::Waiting);
    QVERIFY(wordsOf(window).contains(QStringLiteral("waiting for the first answers")));
}

void TestWorkstation::acknowledgesByKey() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QTest::keyClick(&window, Qt::Key_A);
    QTest::keyClick(window.focusWidget(), Qt::Key_Return); // without a comment
    const auto areAcknowledged = [&] {
        const auto &alerts = shop.session().engine().alerts();
        return std::all_of(alerts.begin(), alerts.end(), [](const Alert &alert) {
            return alert.subject.stack != 0 || !alert.isOpen() || alert.isAcknowledged();
        });
    };
    QTRY_VERIFY(areAcknowledged());
}

void TestWorkstation::holdsAndFollowsByKey() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 50));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    TimeWindow &time = window.workstation()->window();
    QVERIFY(time.isFollowing());
    QTest::keyClick(window.focusWidget(), Qt::Key_Space);
    QVERIFY(!time.isFollowing());
    shop.runTo(shopTime(9, 51));
    QVERIFY(time.to() >= shopTime(9, 49, 58) && time.to() <= shopTime(9, 50));
    QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
    QVERIFY(time.isFollowing());
    QVERIFY(time.to() > shopTime(9, 50, 30));
}

void TestWorkstation::everyFocusableWidgetHasAName() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    window.workstation()->notices().show(Notice{QStringLiteral("x"),
                                                {},
                                                0,
                                                Urgency::Critical,
                                                NoticeReason::First,
                                                QStringLiteral("t"),
                                                QStringLiteral("b"),
                                                false},
                                         QStringLiteral("no service"));
    int focusable = 0;
    for (int page = 0; page < Workstation::pageNames().size(); ++page) {
        window.workstation()->showPage(page);
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
                continue;
            ++focusable;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const QString name =
                widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
            QVERIFY2(!name.isEmpty(), qPrintable(QLatin1String(widget->metaObject()->className()) +
                                                 QLatin1Char(' ') + widget->objectName()));
        }
    }
    QVERIFY(focusable > 15);
}

void TestWorkstation::tabLeavesEveryWidget() {
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    const QWidget *first = window.focusWidget();
    QVERIFY(first);
    std::set<const QWidget *> seen;
    for (int presses = 0; presses < 60; ++presses) {
        const QWidget *before = window.focusWidget();
        seen.insert(before);
        QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
        QVERIFY2(window.focusWidget() != before, before->metaObject()->className());
        if (window.focusWidget() == first)
            break;
    }
    QCOMPARE(window.focusWidget(), first);
    QVERIFY(seen.size() > 10);
}

void TestWorkstation::copiesNumbersAndPicture() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 50));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QTest::keyClick(&window, Qt::Key_C, Qt::ControlModifier);
    const QMimeData *copied = QApplication::clipboard()->mimeData();
    QVERIFY(copied->text().startsWith(QStringLiteral("time,hit_ratio,load")));
    QVERIFY(copied->text().count(QLatin1Char('\n')) > 250);
    QVERIFY(copied->hasImage());
    QVERIFY(copied->hasFormat(QStringLiteral("text/csv")));
}

void TestWorkstation::opensADroppedFile() {
    MainWindow window(nullptr, Theme::dark());
    QSignalSpy asked(&window, &MainWindow::openRequested);
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a b.spill"))});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.front().front().toString(), QStringLiteral("/tmp/a b.spill"));
}

void TestWorkstation::replayIsFramed() {
    WatchedShop live;
    live.runTo(shopTime(9, 35));
    WatchedShop replay({}, Session::Mode::Replay);
    replay.session().setSourceName(QStringLiteral("march-3.spill"));
    replay.runTo(shopTime(9, 35));
    const Theme theme = Theme::dark();
    const QSize size(1440, 900);
    const QImage ofLive = workstationPicture(&live.session(), size);
    const QImage ofReplay = workstationPicture(&replay.session(), size);
    QCOMPARE(ofLive.size(), size);
    for (const QPoint &corner :
         {QPoint(0, 0), QPoint(1439, 0), QPoint(0, 899), QPoint(1439, 899), QPoint(720, 1)}) {
        QCOMPARE(ofReplay.pixelColor(corner), replayColour(theme));
        QVERIFY(ofLive.pixelColor(corner) != replayColour(theme));
    }
    MainWindow window(&replay.session(), theme);
    QVERIFY2(window.windowTitle().contains(QStringLiteral("REPLAY of march-3.spill (simulated)")),
             qPrintable(window.windowTitle()));
}

void TestWorkstation::saysSimulatedInTitleAndTimeBar() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 35));
    MainWindow window(&shop.session(), Theme::dark());
    showWindow(window);
    QVERIFY(window.windowTitle().contains(QStringLiteral("simulated")));
    QVERIFY(wordsOf(window).contains(QStringLiteral(" · simulated")));
}

void TestWorkstation::showsWhatTheDesktopDidNot() {
    class Silent : public Notifier {
    public:
        void show(const Notice &notice) override {
            emit failed(notice, QStringLiteral("no notification service"));
        }
    };
    WatchedShop shop(cutOfMemory(shopTime(9, 50)));
    shop.runTo(shopTime(9, 55));
    MainWindow window(&shop.session(), Theme::dark());
    Silent notifier;
    window.watch(&notifier);
    showWindow(window);
    QVERIFY(!window.workstation()->notices().isVisible());
    Notice notice{QStringLiteral("checkout-1"),
                  shopTime(9, 51),
                  0,
                  Urgency::Critical,
                  NoticeReason::First,
                  QStringLiteral("checkout: hit ratio very low"),
                  QStringLiteral("41.2 % < 60 %"),
                  false};
    notifier.show(notice);
    QVERIFY(window.workstation()->notices().isVisible());
    QVERIFY(wordsOf(window).contains(QStringLiteral("checkout: hit ratio very low")));
    QVERIFY(wordsOf(window).contains(QStringLiteral("Shown here: no notification service")));
    notice.title = QStringLiteral("checkout: worse");
    notifier.show(notice);
    QCOMPARE(window.workstation()->notices().waiting(), 1);
    QVERIFY(wordsOf(window).contains(QStringLiteral("checkout: worse")));
}

void TestWorkstation::switchesSessions() {
    WatchedShop first;
    first.runTo(shopTime(9, 35));
    WatchedShop second({}, Session::Mode::Replay);
    second.runTo(shopTime(9, 40));
    MainWindow window(nullptr, Theme::dark());
    window.show();
    QVERIFY(window.welcome());
    window.setSession(&first.session());
    window.workstation()->refreshNow();
    window.setSession(&second.session());
    window.workstation()->refreshNow();
    first.runTo(shopTime(9, 36)); // nobody watches it any more
    QVERIFY(!wordsOf(window).contains(QStringLiteral("09:36:00 UTC")));
    window.setTheme(Theme::light());
    QVERIFY(window.workstation());
}

void TestWorkstation::hostileNamesAreShownAsText() {
    Configuration configuration;
    configuration.stacks = {{QStringLiteral(u"<img src=x>\u202e\x1b"
                                            "end"),
                             {},
                             {}}};
    Session session(configuration, Session::Mode::Live, nullptr);
    MainWindow window(&session, Theme::dark());
    window.show();
    QVERIFY(wordsOf(window).contains(QStringLiteral("<img src=x>end")));
}

QTEST_MAIN(TestWorkstation)
#include "tst_workstation.moc"

// Time travel by hand: real keys and a real pointer on a replay of fifteen simulated minutes, and on a
// live session that is looked back on.

#include "charts/timewindow.h"
#include "replayedshop.h"
#include "textlabel.h"
#include "workstation/entryline.h"
#include "workstation/keysheet.h"
#include "workstation/lanestack.h"
#include "workstation/mainwindow.h"
#include "workstation/overviewstrip.h"
#include "workstation/workstation.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestTimeTravel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void forwardAndReverseGiveTheSamePictures();
    void playsBothWaysByKey();
    void stepsAndLeapsByKey();
    void changesSpeedByKey();
    void loopsByKey();
    void goesToATypedTime_data();
    void goesToATypedTime();
    void scrubsOnTheOverview();
    void keepsANoteOnTheMomentUnderTheCrosshair();
    void bookmarksAreLoopEnds();
    void escapeDropsANote();
    void listsAllKeys();
    void saysWhatItHasNotReadYet();
    void comesBackToLiveWithoutAGap();

private:
    LaneStack *lanes() const { return m_window->findChild<LaneStack *>(); }
    Instant position() { return m_replay->player().position(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(m_window->focusWidget(), key, modifiers);
    }
    void arrive() { QTRY_VERIFY(!m_replay->player().isSeeking()); }
    // Once layouts have come to rest.
    QImage picture() {
        m_window->workstation()->refreshNow();
        QImage before;
        QImage now = m_window->grab().toImage();
        for (int round = 0; round < 5 && now != before; ++round) {
            QCoreApplication::processEvents();
            before = std::exchange(now, m_window->grab().toImage());
        }
        return now;
    }
    QString focusedQuestion() const {
        const auto *line = qobject_cast<QLineEdit *>(m_window->focusWidget());
        return line ? line->accessibleName() : QString();
    }

    QTemporaryDir m_folder;
    QString m_recorded;
    QString m_path; // a copy for each test
    std::unique_ptr<ReplayedShop> m_replay;
    std::unique_ptr<MainWindow> m_window;
};

void TestTimeTravel::initTestCase() {
    m_recorded = m_folder.filePath(QStringLiteral("recorded.spill"));
    QVERIFY(recordShop(m_recorded, cutOfMemory(shopTime(9, 40)), shopTime(9, 45)));
}

void TestTimeTravel::init() {
    m_path = m_folder.filePath(QStringLiteral("%1.spill").arg(QLatin1String(QTest::currentTestFunction())));
    QFile::remove(m_path);
    QVERIFY(QFile::copy(m_recorded, m_path));
    m_replay = std::make_unique<ReplayedShop>(m_path);
    m_replay->player().seekNow(shopTime(9, 42));
    m_window = std::make_unique<MainWindow>(&m_replay->session(), Theme::dark());
    m_window->show();
    m_window->workstation()->refreshNow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestTimeTravel::cleanup() {
    m_window.reset();
    m_replay.reset();
}

void TestTimeTravel::forwardAndReverseGiveTheSamePictures() {
    m_replay->player().seekNow(shopTime(9, 39, 57));
    press(Qt::Key_Right);
    std::vector<std::pair<Instant, QImage>> forward;
    for (int i = 0; i < 5; ++i) {
        for (int step = 0; step < 12; ++step)
            press(Qt::Key_Right);
        forward.emplace_back(position(), picture());
    }
    QVERIFY(forward.front().second != forward.back().second);
    for (int step = 0; step < 12; ++step)
        press(Qt::Key_Right);
    for (auto seen = forward.rbegin(); seen != forward.rend(); ++seen) {
        for (int step = 0; step < 12; ++step) {
            press(Qt::Key_Left);
            arrive();
        }
        QCOMPARE(position(), seen->first);
        const QImage now = picture();
        QVERIFY2(now == seen->second, qPrintable(position().clockText()));
    }
}

void TestTimeTravel::playsBothWaysByKey() {
    Player &player = m_replay->player();
    player.setSpeed(100);
    press(Qt::Key_R);
    QVERIFY(player.isPlaying());
    QTRY_VERIFY(position() < shopTime(9, 41, 30));
    press(Qt::Key_Space); // forward from here
    QVERIFY(player.isPlaying());
    const Instant turned = position();
    QTRY_VERIFY(position() > turned);
    press(Qt::Key_Space);
    QVERIFY(!player.isPlaying());
    press(Qt::Key_R);
    press(Qt::Key_R);
    QVERIFY(!player.isPlaying());
}

void TestTimeTravel::stepsAndLeapsByKey() {
    press(Qt::Key_Right);
    const Instant later = position();
    QVERIFY(later > shopTime(9, 42) && later - shopTime(9, 42) < 1s);
    press(Qt::Key_Left);
    arrive();
    QVERIFY(position() < later);
    press(Qt::Key_Left, Qt::ShiftModifier);
    arrive();
    const Instant event = position();
    const auto &timeline = m_replay->session().survey()->timeline();
    QVERIFY(std::any_of(timeline.begin(), timeline.end(), [&](const Event &e) { return e.at == event; }));
    press(Qt::Key_Home);
    arrive();
    QCOMPARE(position(), m_replay->player().start());
    press(Qt::Key_Right, Qt::ShiftModifier);
    arrive();
    QCOMPARE(position(), timeline.front().at);
    press(Qt::Key_End);
    arrive();
    QCOMPARE(position(), m_replay->player().end());
}

void TestTimeTravel::changesSpeedByKey() {
    Player &player = m_replay->player();
    for (int i = 0; i < 20; ++i)
        press(Qt::Key_Period);
    QCOMPARE(player.speed(), 10'000.0);
    press(Qt::Key_Comma);
    QCOMPARE(player.speed(), 3000.0);
    for (int i = 0; i < 20; ++i)
        press(Qt::Key_Comma);
    QCOMPARE(player.speed(), 0.1);
}

void TestTimeTravel::loopsByKey() {
    Player &player = m_replay->player();
    press(Qt::Key_L); // no notes: what is in sight
    QCOMPARE(player.loop(), (Player::Loop{m_window->workstation()->window().from(),
                                          m_window->workstation()->window().to()}));
    press(Qt::Key_L);
    QVERIFY(!player.loop());
    press(Qt::Key_BracketLeft);
    player.seekNow(shopTime(9, 43));
    press(Qt::Key_BracketRight);
    QCOMPARE(player.loop(), (Player::Loop{shopTime(9, 42), shopTime(9, 43)}));
    player.setSpeed(1000);
    Instant last = position();
    int wraps = 0;
    connect(&player, &Player::positionChanged, this, [&](Instant at) {
        wraps += at < last ? 1 : 0;
        last = at;
    });
    press(Qt::Key_Space);
    QTRY_VERIFY(wraps >= 3);
}

void TestTimeTravel::goesToATypedTime_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("arrivesAt"); // empty: stays and says why
    QTest::newRow("a clock time") << QStringLiteral("9:38:07") << QStringLiteral("09:38:07");
    QTest::newRow("to the minute") << QStringLiteral("09:35") << QStringLiteral("09:35:00");
    QTest::newRow("with its date") << QStringLiteral("2024-03-03 09:31:00") << QStringLiteral("09:31:00");
    QTest::newRow("outside") << QStringLiteral("12:00") << QString();
    QTest::newRow("another day") << QStringLiteral("2024-03-04 09:31:00") << QString();
    QTest::newRow("no time") << QStringLiteral("soon") << QString();
}

void TestTimeTravel::goesToATypedTime() {
    QFETCH(QString, typed);
    QFETCH(QString, arrivesAt);
    const QWidget *before = m_window->focusWidget();
    press(Qt::Key_G);
    QVERIFY2(focusedQuestion().startsWith(QStringLiteral("Go to a time")), qPrintable(focusedQuestion()));
    QTest::keyClicks(m_window->focusWidget(), typed);
    press(Qt::Key_Return);
    arrive();
    if (arrivesAt.isEmpty()) {
        QCOMPARE(position(), shopTime(9, 42));
        const auto *entry = m_window->findChild<EntryLine *>();
        QVERIFY(entry->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(!entry->isVisible());
    } else {
        QCOMPARE(position().clockText(), arrivesAt);
    }
    QCOMPARE(m_window->focusWidget(), before);
}

void TestTimeTravel::scrubsOnTheOverview() {
    auto *strip = m_window->findChild<OverviewStrip *>();
    const auto at = [strip](double share) {
        return QPoint(static_cast<int>(strip->width() * share), strip->height() / 2);
    };
    QTest::mousePress(strip, Qt::LeftButton, {}, at(0.1));
    QTest::mouseMove(strip, at(0.3));
    QTest::mouseMove(strip, at(0.5));
    QTest::mouseRelease(strip, Qt::LeftButton, {}, at(0.5));
    arrive();
    const Duration half = (m_replay->player().end() - m_replay->player().start()) / 2;
    QVERIFY(std::abs((position() - m_replay->player().start() - half).count()) < 10'000);
    QVERIFY(m_window->workstation()->window().isFollowing());
}

void TestTimeTravel::keepsANoteOnTheMomentUnderTheCrosshair() {
    m_window->workstation()->window().setCrosshair(shopTime(9, 40, 2));
    press(Qt::Key_N);
    QVERIFY2(focusedQuestion().contains(QStringLiteral("09:40:02")), qPrintable(focusedQuestion()));
    // The keys of the window are letters here.
    QTest::keyClicks(m_window->focusWidget(), QStringLiteral("banal: LNGA, cut by hand"));
    press(Qt::Key_Return);
    const auto isThere = [](const Engine &engine) {
        return std::any_of(engine.timeline().begin(), engine.timeline().end(), [](const Event &event) {
            return event.text == QStringLiteral("banal: LNGA, cut by hand") && event.at == shopTime(9, 40, 2);
        });
    };
    QVERIFY(isThere(m_replay->session().engine()));
    QVERIFY(isThere(*m_replay->session().survey()));
    press(Qt::Key_Left); // back, and it is still there
    arrive();
    QVERIFY(isThere(m_replay->session().engine()));
    // And in the file, for whoever opens it next.
    cleanup();
    m_replay = std::make_unique<ReplayedShop>(m_path);
    QVERIFY(isThere(*m_replay->session().survey()));
}

void TestTimeTravel::bookmarksAreLoopEnds() {
    press(Qt::Key_B);
    m_replay->player().seekNow(shopTime(9, 44));
    press(Qt::Key_B);
    m_replay->player().seekNow(shopTime(9, 43));
    press(Qt::Key_L);
    QCOMPARE(m_replay->player().loop(), (Player::Loop{shopTime(9, 42), shopTime(9, 44)}));
    press(Qt::Key_Left, Qt::ShiftModifier);
    arrive();
    press(Qt::Key_N);
    QVERIFY(!focusedQuestion().isEmpty());
}

void TestTimeTravel::escapeDropsANote() {
    const QSignalSpy added(&m_replay->session(), &Session::noteAdded);
    press(Qt::Key_N);
    QTest::keyClicks(m_window->focusWidget(), QStringLiteral("half a"));
    press(Qt::Key_Escape);
    QVERIFY(lanes()->isAncestorOf(m_window->focusWidget()));
    press(Qt::Key_N);
    press(Qt::Key_Return); // nothing typed is no note
    QCOMPARE(added.size(), 0);
    QVERIFY(!m_window->findChild<EntryLine *>()->isVisible());
}

void TestTimeTravel::listsAllKeys() {
    press(Qt::Key_F1);
    const auto *sheet = m_window->findChild<KeySheet *>();
    QVERIFY(sheet->isVisible());
    QVERIFY(m_window->rect().contains(sheet->geometry()));
    for (const char *key : {"Space", "Left", "Shift+Right", "R", "L", "[", "]", "G", "N", "B", "A", ",", "."})
        QVERIFY2(std::any_of(sheet->entries().begin(), sheet->entries().end(),
                             [&](const auto &entry) { return entry.keys == QLatin1String(key); }),
                 key);
    press(Qt::Key_N); // closes it, and does nothing else
    QVERIFY(!sheet->isVisible());
    QVERIFY(focusedQuestion().isEmpty());
}

// Nothing happened and nothing is known are two things.
void TestTimeTravel::saysWhatItHasNotReadYet() {
    const auto says = [this](const QString &words) {
        const auto labels = m_window->findChildren<TextLabel *>();
        return std::ranges::any_of(labels,
                                   [&](const TextLabel *label) { return label->text().contains(words); });
    };
    Session &session = m_replay->session();
    const QImage known = picture();
    QVERIFY(!says(QStringLiteral("% read")));
    session.setSurvey(std::make_unique<Engine>(session.configuration()), Session::ReadAhead::Partly);
    const QImage partly = picture();
    QVERIFY(says(QStringLiteral("79\u00a0% read"))); // played to 09:42 of 09:30 to 09:45
    auto *strip = m_window->findChild<OverviewStrip *>();
    const QRect ahead(strip->mapTo(m_window.get(), QPoint(strip->width() * 9 / 10, 0)),
                      QSize(20, strip->height()));
    QVERIFY(partly.copy(ahead) != known.copy(ahead));
    press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(says(QStringLiteral("has not been read yet")));
    QCOMPARE(position(), shopTime(9, 42));
    m_replay->player().beginSurvey();
    QTRY_VERIFY(session.isSurveyed());
    QTRY_VERIFY(!m_replay->player().isSurveying());
    QVERIFY(picture() == known);
}

void TestTimeTravel::comesBackToLiveWithoutAGap() {
    WatchedShop shop;
    shop.runTo(shopTime(9, 36));
    m_window->setSession(&shop.session());
    TimeWindow &time = m_window->workstation()->window();
    m_window->workstation()->refreshNow();
    QCoreApplication::processEvents();
    press(Qt::Key_G);
    QVERIFY(focusedQuestion().startsWith(QStringLiteral("Go to a time")));
    QTest::keyClicks(m_window->focusWidget(), QStringLiteral("9:33"));
    press(Qt::Key_Return);
    QVERIFY(!time.isFollowing());
    QCOMPARE(time.crosshair(), shopTime(9, 33));
    const TimeSpan looked = time.shown();
    shop.runTo(shopTime(9, 39)); // the present goes on
    QCOMPARE(time.shown(), looked);
    m_window->workstation()->refreshNow();
    const auto labels = m_window->findChildren<TextLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const TextLabel *label) {
        return label->text().contains(QStringLiteral("behind the present"));
    }));
    press(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(time.isFollowing());
    QVERIFY(shopTime(9, 39) - time.to() < 2s);
    const Series *ratio =
        shop.session().engine().history().series({0, SeriesId::WholeStack, Metric::HitRatio});
    int missing = 0;
    for (qint64 slot = ratio->slotOf(shopTime(9, 33)); slot < ratio->slotOf(shopTime(9, 38, 59)); ++slot)
        missing += std::isnan(ratio->at(slot)) ? 1 : 0;
    QCOMPARE(missing, 0);
    QVERIFY(shop.session().engine().history().gaps().empty());
}

QTEST_MAIN(TestTimeTravel)
#include "tst_timetravel.moc"

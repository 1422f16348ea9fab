// What is kept of a live session, by key and by button, and what the window says of it; and what a replay
// says of what its recording lost.

#include "snapshot.h"
#include "tape.h"
#include "textlabel.h"
#include "watchedshop.h"
#include "workstation/mainwindow.h"
#include "workstation/pill.h"
#include "workstation/tapecontrols.h"
#include "workstation/workstation.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace spillway;

class TestTapeControls : public QObject {
    Q_OBJECT
private slots:
    void keepsTheLastMinutes_data();
    void keepsTheLastMinutes();
    void recordsUntilItIsEnded();
    void saysWhyNothingIsKept();
    void aReplayHasNone();
    void aReplaySaysWhatIsLost();
};

namespace {

// A live shop whose frames go to a tape as well.
struct TapedShop {
    TapedShop()
        : tape(shop.session().configuration()) {
        tape.setFolder(folder.path());
        shop.session().setTape(&tape);
        QObject::connect(&shop.session(), &Session::frameConsumed, &tape, &Tape::take);
    }
    QString words(const MainWindow &window) const {
        QStringList words;
        for (const TextLabel *label : window.findChildren<TextLabel *>())
            words << label->text();
        return words.join(QLatin1Char('\n'));
    }
    QStringList files() const {
        return QDir(folder.path()).entryList({QStringLiteral("*.spill")}, QDir::Files);
    }

    QTemporaryDir folder;
    WatchedShop shop;
    Tape tape;
};

} // namespace

void TestTapeControls::keepsTheLastMinutes_data() {
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by key") << true;
    QTest::newRow("by button") << false;
}

void TestTapeControls::keepsTheLastMinutes() {
    QFETCH(bool, byKey);
    TapedShop taped;
    taped.shop.runTo(shopTime(9, 50));
    MainWindow window(&taped.shop.session(), Theme::dark());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy kept(&taped.tape, &Tape::recentKept);
    if (byKey)
        QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    else
        QTest::mouseClick(window.findChild<TapeControls *>()->findChild<QToolButton *>(), Qt::LeftButton);
    QTRY_COMPARE(kept.size(), 1);
    QCOMPARE(taped.files(), QStringList{QStringLiteral("spillway-20240303-094959.spill")});
    QTRY_VERIFY(taped.words(window).contains(QStringLiteral("Kept: spillway-20240303-094959.spill in ")));
}

void TestTapeControls::recordsUntilItIsEnded() {
    TapedShop taped;
    taped.shop.runTo(shopTime(9, 50));
    MainWindow window(&taped.shop.session(), Theme::dark());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(!taped.words(window).contains(QStringLiteral("REC ")));
    QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
    QVERIFY(taped.tape.isRecording());
    QTRY_VERIFY(taped.tape.recordingSize().bytesPerDay);
    taped.shop.runTo(shopTime(9, 51));
    window.workstation()->refreshNow();
    QVERIFY2(taped.words(window).contains(QStringLiteral("REC ")), qPrintable(taped.words(window)));
    QVERIFY(taped.words(window).contains(QStringLiteral("/day")));
    if (const QString folder = qEnvironmentVariable("SPILLWAY_PICTURES"); !folder.isEmpty())
        window.grab().save(folder + QStringLiteral("/recording.png"));
    QSignalSpy ended(&taped.tape, &Tape::recordingEnded);
    QTest::mouseClick(window.findChild<TapeControls *>()->findChild<Pill *>(), Qt::LeftButton);
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!taped.tape.isRecording());
    QTRY_VERIFY(taped.words(window).contains(QStringLiteral("Recorded: spillway-20240303-094959.spill in ")));
}

void TestTapeControls::saysWhyNothingIsKept() {
    TapedShop taped;
    taped.tape.setFolder(taped.folder.filePath(QStringLiteral("no")));
    taped.shop.runTo(shopTime(9, 31));
    MainWindow window(&taped.shop.session(), Theme::dark());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY2(taped.words(window).contains(QStringLiteral("not kept: ")), qPrintable(taped.words(window)));
}

void TestTapeControls::aReplayHasNone() {
    WatchedShop shop({}, Session::Mode::Replay);
    shop.runTo(shopTime(9, 31));
    MainWindow window(&shop.session(), Theme::dark());
    QVERIFY(!window.findChild<TapeControls *>());
}

void TestTapeControls::aReplaySaysWhatIsLost() {
    TapedShop taped;
    WatchedShop shop({}, Session::Mode::Replay);
    shop.runTo(shopTime(10, 30));
    shop.session().setLost({{QStringLiteral("cache-1"), 300, shopTime(9, 50), shopTime(9, 55)}});
    MainWindow window(&shop.session(), Theme::dark());
    window.show();
    window.workstation()->refreshNow();
    QVERIFY2(taped.words(window).contains(QStringLiteral("300 polls of cache-1 lost, 09:50:00 to 09:55:00")),
             qPrintable(taped.words(window)));
    if (const QString folder = qEnvironmentVariable("SPILLWAY_PICTURES"); !folder.isEmpty())
        window.grab().save(folder + QStringLiteral("/lost.png"));
}

QTEST_MAIN(TestTapeControls)
#include "tst_tapecontrols.moc"

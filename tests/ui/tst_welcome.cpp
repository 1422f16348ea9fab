// The page before anything is watched: what it offers, that each offer is reached by keyboard, and that
// what was found is shown as text.

#include "textlabel.h"
#include "welcome/offer.h"
#include "welcome/welcome.h"
#include "workstation/mainwindow.h"

#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestWelcome : public QObject {
    Q_OBJECT
private slots:
    void offersTheOutageFirst();
    void offersNoOutageThatIsNotThere();
    void asksByKeyboard_data();
    void asksByKeyboard();
    void showsFindingsAsText();
};

void TestWelcome::offersTheOutageFirst() {
    MainWindow window(nullptr, Theme::dark());
    window.setHasOutage(true);
    QVERIFY(window.welcome());
    const QList<Offer *> offers = window.welcome()->findChildren<Offer *>();
    QCOMPARE(offers.size(), 4);
    QCOMPARE(offers.front()->text(), QStringLiteral("Play the bundled outage"));
    for (const Offer *offer : offers) {
        QVERIFY(!offer->accessibleName().isEmpty());
        QVERIFY(!offer->accessibleDescription().isEmpty());
    }
}

void TestWelcome::offersNoOutageThatIsNotThere() {
    Welcome welcome(Welcome::Outage::Missing, Theme::dark());
    QCOMPARE(welcome.findChildren<Offer *>().size(), 3);
}

void TestWelcome::asksByKeyboard_data() {
    QTest::addColumn<int>("tabs");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("the outage") << 0 << QByteArray(SIGNAL(outageAsked()));
    QTest::newRow("the servers of this machine") << 1 << QByteArray(SIGNAL(searchAsked()));
    QTest::newRow("a file") << 2 << QByteArray(SIGNAL(openAsked()));
    QTest::newRow("a first configuration") << 3 << QByteArray(SIGNAL(startingFileAsked()));
}

void TestWelcome::asksByKeyboard() {
    QFETCH(int, tabs);
    QFETCH(QByteArray, asked);
    Welcome welcome(Welcome::Outage::Bundled, Theme::light());
    welcome.show();
    QVERIFY(QTest::qWaitForWindowActive(&welcome));
    welcome.findChild<Offer *>()->setFocus();
    for (int i = 0; i < tabs; ++i)
        QTest::keyClick(welcome.focusWidget(), Qt::Key_Tab);
    QSignalSpy spy(&welcome, asked.constData());
    QTest::keyClick(welcome.focusWidget(), Qt::Key_Space);
    QCOMPARE(spy.count(), 1);
}

void TestWelcome::showsFindingsAsText() {
    Welcome welcome(Welcome::Outage::Bundled, Theme::dark());
    welcome.show();
    welcome.setFindings({{Welcome::Finding::Kind::Absence, QStringLiteral("asking")}});
    welcome.setFindings({{Welcome::Finding::Kind::News, QStringLiteral(u"Redis <b>7</b>\u202e\x1b")},
                         {Welcome::Finding::Kind::Absence, QStringLiteral("no MySQL on port 3306")}});
    QCoreApplication::processEvents(); // the layout shows what was added
    QStringList words;
    for (const TextLabel *label : welcome.findChildren<TextLabel *>())
        if (label->isVisible())
            words << label->text().trimmed();
    QVERIFY(words.contains(QStringLiteral("Redis <b>7</b>")));
    QVERIFY(words.contains(QStringLiteral("no MySQL on port 3306")));
    QVERIFY(!words.contains(QStringLiteral("asking")));
    welcome.setFindings({});
    QVERIFY(welcome.accessibleDescription().isEmpty());
}

QTEST_MAIN(TestWelcome)
#include "tst_welcome.moc"

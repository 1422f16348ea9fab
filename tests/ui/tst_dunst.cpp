// The desktop notifier against a real notification daemon: dunst under Xvfb, on a bus of its own. What
// dunst received is read from the environment of its rule script, what it shows from dunstctl.

#include "heartbeat.h"
#include "notify/desktopnotifier.h"
#include "privatebus.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace spillway;

namespace {

// An X server that nobody sees, on a display number of its own choice.
class HiddenScreen {
public:
    bool start() {
        m_server.start(QStringLiteral("Xvfb"),
                       {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                        QStringLiteral("800x600x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        if (!m_server.waitForReadyRead(20'000))
            return false;
        m_display = QLatin1Char(':') + QString::fromLatin1(m_server.readLine()).trimmed();
        return m_display.size() > 1;
    }
    ~HiddenScreen() {
        m_server.terminate();
        m_server.waitForFinished();
    }
    QString display() const { return m_display; }

private:
    QProcess m_server;
    QString m_display;
};

Notice notice(const QString &title) {
    Notice n;
    n.incident = QStringLiteral("checkout-1");
    n.at = Instant::fromMs(1'709'459'892'000);
    n.urgency = Urgency::Critical;
    n.title = title;
    n.body = QStringLiteral("hit ratio 41.2 % < 60 % & falling");
    return n;
}

} // namespace

class TestDunst : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void holdsTheNoticeWithItsUrgency();
    void updatesItInPlace();
    void carriesTheUsersAction();
    void stoppedDaemonDoesNotBlockAndShowsItOnce();
    void restartedDaemonIsToldOnceMore();

private:
    void startDunst();
    void stopDunst();
    void signalDunst(int signal) { ::kill(static_cast<pid_t>(m_dunst->processId()), signal); }
    QProcessEnvironment environment() const;
    QString ask(const QStringList &arguments);
    QStringList received() const;

    HiddenScreen m_screen;
    std::optional<QTemporaryDir> m_folder;
    std::optional<PrivateBus> m_bus;
    std::optional<QProcess> m_dunst;
    std::optional<DesktopNotifier> m_notifier;
};

void TestDunst::initTestCase() {
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Spillway"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.spillway.Spillway"));
    QVERIFY2(m_screen.start(), "Xvfb is needed (package xvfb)");
}

void TestDunst::init() {
    m_folder.emplace();
    m_bus.emplace();
    QVERIFY2(m_bus->start(), "dbus-daemon is needed (package dbus-daemon)");
    startDunst();
    m_notifier.emplace(m_bus->address());
}

void TestDunst::cleanup() {
    m_notifier.reset();
    stopDunst();
    m_bus.reset();
    m_folder.reset();
}

QProcessEnvironment TestDunst::environment() const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_screen.display());
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_bus->address());
    return environment;
}

void TestDunst::startDunst() {
    const QString script = m_folder->filePath(QStringLiteral("received.sh"));
    QFile file(script);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("#!/bin/sh\necho \"$DUNST_URGENCY|$DUNST_DESKTOP_ENTRY|$DUNST_CATEGORY|$DUNST_SUMMARY|$DUNST_BODY\" >> ");
    file.write(m_folder->filePath(QStringLiteral("received")).toUtf8() + '\n');
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QFile config(m_folder->filePath(QStringLiteral("dunstrc")));
    QVERIFY(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
    config.write("[global]\nmarkup = full\n[spillway]\nappname = \"Spillway\"\nscript = \"" + script.toUtf8() + "\"\n");
    config.close();
    m_dunst.emplace();
    m_dunst->setProcessEnvironment(environment());
    m_dunst->start(QStringLiteral("dunst"), {QStringLiteral("-conf"), config.fileName()});
    QVERIFY2(m_dunst->waitForStarted(), "dunst is needed (package dunst)");
    QTRY_VERIFY_WITH_TIMEOUT(!ask({QStringLiteral("is-paused")}).isEmpty(), 20'000);
}

void TestDunst::stopDunst() {
    if (!m_dunst)
        return;
    signalDunst(SIGCONT);
    m_dunst->kill();
    m_dunst->waitForFinished();
    m_dunst.reset();
}

QString TestDunst::ask(const QStringList &arguments) {
    QProcess control;
    control.setProcessEnvironment(environment());
    control.start(QStringLiteral("dunstctl"), arguments);
    control.waitForFinished();
    return QString::fromUtf8(control.readAllStandardOutput()).trimmed();
}

QStringList TestDunst::received() const {
    QFile file(m_folder->filePath(QStringLiteral("received")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void TestDunst::holdsTheNoticeWithItsUrgency() {
    m_notifier->show(notice(QStringLiteral("checkout: the cache is overloading the database")));
    QTRY_COMPARE(received().size(), 1);
    QCOMPARE(received().front(),
             QStringLiteral("CRITICAL|org.spillway.Spillway|x-spillway.alert|"
                            "checkout: the cache is overloading the database|hit ratio 41.2 % &lt; 60 % &amp; falling"));
    QCOMPARE(ask({QStringLiteral("count"), QStringLiteral("displayed")}), QStringLiteral("1"));
    ask({QStringLiteral("close-all")});
    QTRY_VERIFY(ask({QStringLiteral("history")}).contains(QStringLiteral("checkout: the cache is overloading")));
}

void TestDunst::updatesItInPlace() {
    m_notifier->show(notice(QStringLiteral("first")));
    QTRY_COMPARE(received().size(), 1);
    m_notifier->show(notice(QStringLiteral("worse")));
    QTRY_COMPARE(received().size(), 2);
    QCOMPARE(ask({QStringLiteral("count"), QStringLiteral("displayed")}), QStringLiteral("1"));
}

void TestDunst::carriesTheUsersAction() {
    QSignalSpy opened(&*m_notifier, &Notifier::opened);
    m_notifier->show(notice(QStringLiteral("first")));
    QTRY_COMPARE(received().size(), 1);
    ask({QStringLiteral("action"), QStringLiteral("0")});
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.front().front().value<Notice>().incident, QStringLiteral("checkout-1"));
}

void TestDunst::stoppedDaemonDoesNotBlockAndShowsItOnce() {
    signalDunst(SIGSTOP);
    QSignalSpy failed(&*m_notifier, &Notifier::failed);
    Heartbeat heartbeat;
    m_notifier->show(notice(QStringLiteral("first")));
    m_notifier->show(notice(QStringLiteral("second")));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.front().at(1).toString(), QStringLiteral("the notification service has not answered for 2 s"));
    QVERIFY(heartbeat.longestGap() < 1000ms);
    signalDunst(SIGCONT);
    m_notifier->show(notice(QStringLiteral("third")));
    QTRY_VERIFY(!received().isEmpty() && received().back().contains(QStringLiteral("|third|")));
    QCOMPARE(ask({QStringLiteral("count"), QStringLiteral("displayed")}), QStringLiteral("1"));
}

void TestDunst::restartedDaemonIsToldOnceMore() {
    m_notifier->show(notice(QStringLiteral("still firing")));
    QTRY_COMPARE(received().size(), 1);
    stopDunst();
    startDunst();
    QTRY_COMPARE(received().size(), 2);
    QCOMPARE(ask({QStringLiteral("count"), QStringLiteral("displayed")}), QStringLiteral("1"));
}

QTEST_GUILESS_MAIN(TestDunst)
#include "tst_dunst.moc"

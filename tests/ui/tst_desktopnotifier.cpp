// The desktop notifier against a private bus: with a service in this process that does as it is told,
// with none, with one that never answers, and with a stopped bus.

#include "fakenotifications.h"
#include "heartbeat.h"
#include "notify/desktopnotifier.h"
#include "privatebus.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace spillway;

namespace {

Notice notice(const QString &incident, const QString &title, Urgency urgency = Urgency::Critical) {
    Notice n;
    n.incident = incident;
    n.at = Instant::fromMs(1'709'459'892'000);
    n.urgency = urgency;
    n.title = title;
    n.body = QStringLiteral("hit ratio 41.2 % < 60 %; look at cache-1 maxmemory");
    return n;
}

} // namespace

class TestDesktopNotifier : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void sendsValueUrgencyAndIdentity();
    void updatesInPlace();
    void holdsOnlyOneCallAndSendsTheNewestText();
    void escapesOnlyForMarkup_data();
    void escapesOnlyForMarkup();
    void cleansHostileText_data();
    void cleansHostileText();
    void offersActionsOnlyWhereTheServiceHasThem();
    void believesOnlyTheOwnerAndItsIds();
    void dismissalIsNotAcknowledgement();
    void resolvedEndsTheIncident();
    void newServiceIsToldOnceMore();
    void misbehaviourIsReported_data();
    void misbehaviourIsReported();
    void lateAnswerIsAdopted();
    void withoutServiceItFails();
    void withoutBusItFails();
    void stoppedBusDoesNotBlock();
    void recoversWhenTheBusReturns();

private:
    std::optional<PrivateBus> m_bus;
    std::optional<FakeNotifications> m_service;
    std::optional<DesktopNotifier> m_notifier;
};

void TestDesktopNotifier::initTestCase() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Spillway"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.spillway.Spillway"));
}

void TestDesktopNotifier::init() {
    m_bus.emplace();
    QVERIFY2(m_bus->start(), "dbus-daemon is needed (package dbus-daemon)");
    m_service.emplace(m_bus->address());
    QVERIFY(m_service->appear());
    m_notifier.emplace(m_bus->address());
}

void TestDesktopNotifier::cleanup() {
    m_notifier.reset();
    m_service.reset();
    m_bus.reset();
}

void TestDesktopNotifier::sendsValueUrgencyAndIdentity() {
    m_notifier->show(notice(QStringLiteral("checkout"),
                            QStringLiteral("checkout: the cache is overloading the database")));
    QTRY_COMPARE(m_service->arrived.size(), 1u);
    const Notified &got = m_service->arrived.front();
    QCOMPARE(got.app, QStringLiteral("Spillway"));
    QCOMPARE(got.replaces, 0u);
    QCOMPARE(got.summary, QStringLiteral("checkout: the cache is overloading the database"));
    QCOMPARE(got.body, QStringLiteral("hit ratio 41.2 % &lt; 60 %; look at cache-1 maxmemory"));
    QCOMPARE(got.hints.value(QStringLiteral("urgency")).userType(), qMetaTypeId<uchar>());
    QCOMPARE(got.hints.value(QStringLiteral("urgency")).value<uchar>(), uchar(2));
    QCOMPARE(got.hints.value(QStringLiteral("desktop-entry")).toString(),
             QStringLiteral("org.spillway.Spillway"));
    QCOMPARE(got.hints.value(QStringLiteral("category")).toString(), QStringLiteral("x-spillway.alert"));
    QCOMPARE(got.expire, 0); // critical: stays until it is over
}

void TestDesktopNotifier::updatesInPlace() {
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("first")));
    m_notifier->show(notice(QStringLiteral("catalog"), QStringLiteral("other")));
    QTRY_COMPARE(m_service->arrived.size(), 2u);
    QTRY_VERIFY(m_service->arrived[0].id && m_service->arrived[1].id);
    const auto first = m_service->arrived[0].summary == QLatin1String("first") ? m_service->arrived[0]
                                                                               : m_service->arrived[1];
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("worse")));
    QTRY_COMPARE(m_service->arrived.size(), 3u);
    QCOMPARE(m_service->arrived[2].replaces, first.id);
    QCOMPARE(m_service->arrived[2].summary, QStringLiteral("worse"));
}

void TestDesktopNotifier::holdsOnlyOneCallAndSendsTheNewestText() {
    m_service->manner = FakeNotifications::Manner::Holds;
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("first")));
    QTRY_COMPARE(m_service->arrived.size(), 1u);
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("second")));
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("third")));
    m_service->answerHeld();
    QTRY_COMPARE(m_service->arrived.size(), 2u);
    QCOMPARE(m_service->arrived[1].summary, QStringLiteral("third"));
    QCOMPARE(m_service->arrived[1].replaces, m_service->arrived[0].id);
}

void TestDesktopNotifier::escapesOnlyForMarkup_data() {
    QTest::addColumn<QStringList>("capabilities");
    QTest::addColumn<QString>("body");
    QTest::newRow("a service with markup gets entities")
        << QStringList{QStringLiteral("body"), QStringLiteral("body-markup")}
        << QStringLiteral("a &lt;b&gt; &amp; c");
    QTest::newRow("a service without markup gets plain text")
        << QStringList{QStringLiteral("body")} << QStringLiteral("a <b> & c");
    QTest::newRow("a service that names nothing gets plain text")
        << QStringList{} << QStringLiteral("a <b> & c");
}

void TestDesktopNotifier::escapesOnlyForMarkup() {
    QFETCH(QStringList, capabilities);
    QFETCH(QString, body);
    m_service->capabilities = capabilities;
    Notice n = notice(QStringLiteral("checkout"), QStringLiteral("t"));
    n.body = QStringLiteral("a <b> & c");
    m_notifier->show(n);
    QTRY_COMPARE(m_service->arrived.size(), 1u);
    QCOMPARE(m_service->arrived.front().body, body);
}

void TestDesktopNotifier::cleansHostileText_data() {
    QTest::addColumn<QString>("hostile");
    QTest::addColumn<QString>("shown");
    QTest::newRow("escape and bell are dropped")
        << QStringLiteral("a\x1b[31mb\ac") << QStringLiteral("a[31mbc");
    QTest::newRow("a right-to-left override is dropped")
        << QStringLiteral(u"a\u202egnp.exe") << QStringLiteral("agnp.exe");
    QTest::newRow("isolates and zero-width marks are dropped")
        << QStringLiteral(u"a\u2066b\u2069c\u200bd\ufeff") << QStringLiteral("abcd");
    QTest::newRow("a lone surrogate is replaced")
        << (QStringLiteral("a") + QChar(0xd800) + QStringLiteral("b")) << QStringLiteral(u"a\ufffdb");
    QTest::newRow("two megabytes become 500 characters")
        << QString(2'000'000, QLatin1Char('x')) << (QString(499, QLatin1Char('x')) + QChar(0x2026));
}

void TestDesktopNotifier::cleansHostileText() {
    QFETCH(QString, hostile);
    QFETCH(QString, shown);
    Notice n = notice(QStringLiteral("checkout"), QStringLiteral("t"));
    n.body = hostile;
    m_notifier->show(n);
    QTRY_COMPARE(m_service->arrived.size(), 1u);
    QCOMPARE(m_service->arrived.front().body, shown);
}

void TestDesktopNotifier::offersActionsOnlyWhereTheServiceHasThem() {
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(m_service->arrived.size(), 1u);
    QCOMPARE(m_service->arrived.front().actions.mid(2, 1), QStringList{QStringLiteral("acknowledge")});

    m_notifier.emplace(m_bus->address());
    m_service->capabilities = {QStringLiteral("body")};
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(m_service->arrived.size(), 2u);
    QCOMPARE(m_service->arrived.back().actions, QStringList());
}

void TestDesktopNotifier::believesOnlyTheOwnerAndItsIds() {
    QSignalSpy acknowledged(&*m_notifier, &Notifier::acknowledged);
    QSignalSpy opened(&*m_notifier, &Notifier::opened);
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(m_service->arrived.size(), 1u);
    QTRY_VERIFY(m_service->arrived.front().id);
    const uint id = m_service->arrived.front().id;

    FakeNotifications stranger(m_bus->address());
    QVERIFY(QDBusConnection::connectToBus(m_bus->address(), QStringLiteral("stranger")).send([&] {
        auto forged = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/Notifications"),
                                                 QStringLiteral("org.freedesktop.Notifications"),
                                                 QStringLiteral("ActionInvoked"));
        forged << id << QStringLiteral("acknowledge");
        return forged;
    }()));
    m_service->act(id + 1, QStringLiteral("acknowledge"));
    m_service->act(id, QStringLiteral("format-disk"));
    m_service->act(id, QStringLiteral("default"));
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(acknowledged.count(), 0);
    m_service->act(id, QStringLiteral("acknowledge"));
    QTRY_COMPARE(acknowledged.count(), 1);
    QCOMPARE(acknowledged.front().front().value<Notice>().incident, QStringLiteral("checkout"));
    QDBusConnection::disconnectFromBus(QStringLiteral("stranger"));
}

void TestDesktopNotifier::dismissalIsNotAcknowledgement() {
    QSignalSpy acknowledged(&*m_notifier, &Notifier::acknowledged);
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_VERIFY(!m_service->arrived.empty() && m_service->arrived.front().id);
    const uint id = m_service->arrived.front().id;
    m_service->close(id, 2);
    m_service->act(id, QStringLiteral("acknowledge"));                        // an id that is no longer ours
    m_notifier->show(notice(QStringLiteral("catalog"), QStringLiteral("u"))); // its reply comes after both
    QTRY_VERIFY(m_service->arrived.size() == 2 && m_service->arrived.back().id);
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("worse")));
    QTRY_COMPARE(m_service->arrived.size(), 3u);
    QCOMPARE(m_service->arrived.back().replaces, 0u);
    QCOMPARE(acknowledged.count(), 0);
}

void TestDesktopNotifier::resolvedEndsTheIncident() {
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_VERIFY(!m_service->arrived.empty() && m_service->arrived.front().id);
    Notice over = notice(QStringLiteral("checkout"), QStringLiteral("checkout: resolved"), Urgency::Low);
    over.closes = true;
    m_notifier->show(over);
    QTRY_COMPARE(m_service->arrived.size(), 2u);
    QCOMPARE(m_service->arrived[1].replaces, m_service->arrived[0].id);
    QCOMPARE(m_service->arrived[1].expire, -1);
    QVERIFY(!m_service->arrived[1].actions.contains(QStringLiteral("acknowledge")));
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("again")));
    QTRY_COMPARE(m_service->arrived.size(), 3u);
    QCOMPARE(m_service->arrived[2].replaces, 0u);
}

void TestDesktopNotifier::newServiceIsToldOnceMore() {
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    m_notifier->show(notice(QStringLiteral("catalog"), QStringLiteral("dismissed")));
    QTRY_COMPARE(m_service->arrived.size(), 2u);
    for (const Notified &n : m_service->arrived) {
        if (n.summary == QLatin1String("dismissed"))
            m_service->close(n.id, 2);
    }
    QVERIFY(m_service->vanish());
    FakeNotifications next(m_bus->address());
    QVERIFY(next.appear());
    QTRY_COMPARE(next.arrived.size(), 1u);
    QCOMPARE(next.arrived.front().summary, QStringLiteral("t"));
    QCOMPARE(next.arrived.front().replaces, 0u); // ids of the former service mean nothing here
}

void TestDesktopNotifier::misbehaviourIsReported_data() {
    QTest::addColumn<FakeNotifications::Manner>("manner");
    QTest::addColumn<QString>("why");
    QTest::newRow("an error") << FakeNotifications::Manner::Refuses
                              << QStringLiteral("the notification service refused: too many notifications");
    QTest::newRow("id 0") << FakeNotifications::Manner::GivesZero
                          << QStringLiteral("the notification service gave no valid id");
    QTest::newRow("the same id for two incidents")
        << FakeNotifications::Manner::GivesSame
        << QStringLiteral("the notification service gave no valid id");
}

void TestDesktopNotifier::misbehaviourIsReported() {
    QFETCH(FakeNotifications::Manner, manner);
    QFETCH(QString, why);
    m_service->manner = manner;
    QSignalSpy failed(&*m_notifier, &Notifier::failed);
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    m_notifier->show(notice(QStringLiteral("catalog"), QStringLiteral("u")));
    QTRY_VERIFY(!failed.isEmpty());
    QCOMPARE(failed.front().at(1).toString(), why);
}

void TestDesktopNotifier::lateAnswerIsAdopted() {
    m_service->manner = FakeNotifications::Manner::Holds;
    QSignalSpy failed(&*m_notifier, &Notifier::failed);
    Heartbeat heartbeat;
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.front().at(1).toString(),
             QStringLiteral("the notification service has not answered for 2 s"));
    QVERIFY(heartbeat.longestGap() < 1000ms);
    m_service->answerHeld();
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("worse")));
    QTRY_COMPARE(m_service->arrived.size(), 2u);
    QCOMPARE(m_service->arrived[1].replaces, m_service->arrived[0].id);
    QCOMPARE(failed.count(), 1);
}

void TestDesktopNotifier::withoutServiceItFails() {
    QVERIFY(m_service->vanish());
    QSignalSpy failed(&*m_notifier, &Notifier::failed);
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.front().at(1).toString(),
             QStringLiteral("no notification service is running on this desktop"));
    // One that starts later is told what still stands.
    QVERIFY(m_service->appear());
    QTRY_COMPARE(m_service->arrived.size(), 1u);
}

void TestDesktopNotifier::withoutBusItFails() {
    DesktopNotifier nowhere(QStringLiteral("disabled:"));
    QSignalSpy failed(&nowhere, &Notifier::failed);
    nowhere.show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.front().at(1).toString(), QStringLiteral("there is no session bus"));
}

void TestDesktopNotifier::stoppedBusDoesNotBlock() {
    m_bus->freeze();
    QSignalSpy failed(&*m_notifier, &Notifier::failed);
    Heartbeat heartbeat;
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(heartbeat.longestGap() < 1000ms);
    m_bus->thaw();
    QTRY_COMPARE(m_service->arrived.size(), 1u);
}

void TestDesktopNotifier::recoversWhenTheBusReturns() {
    m_notifier->show(notice(QStringLiteral("checkout"), QStringLiteral("t")));
    QTRY_COMPARE(m_service->arrived.size(), 1u);
    QSignalSpy failed(&*m_notifier, &Notifier::failed);
    m_service.reset();
    m_bus->stop();
    m_notifier->show(notice(QStringLiteral("catalog"), QStringLiteral("u")));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(m_bus->start());
    m_service.emplace(m_bus->address());
    QVERIFY(m_service->appear());
    m_notifier->show(notice(QStringLiteral("search"), QStringLiteral("v")));
    QTRY_COMPARE(m_service->arrived.size(), 3u); // and what still stood
}

QTEST_GUILESS_MAIN(TestDesktopNotifier)
#include "tst_desktopnotifier.moc"

#include "session.h"

#include "checkout.h"

#include <QSignalSpy>
#include <QTest>

using namespace spillway;

namespace {

class Listener : public Notifier {
public:
    void show(const Notice &notice) override { shown.append(notice); }
    QList<Notice> shown;
};

const Instant start = Checkout::start();

void consume(Session &session, const std::vector<Frame> &frames) {
    for (const Frame &frame : frames)
        session.consume(frame);
}

// Healthy for ten seconds, then the hit ratio falls and the load exceeds the cores.
std::vector<Frame> incident(Checkout &checkout) {
    std::vector<Frame> frames = checkout.steady(start, 10, 0.95, 3);
    const std::vector<Frame> bad = checkout.steady(start + 10s, 10, 0.4, 20);
    frames.insert(frames.end(), bad.begin(), bad.end());
    return frames;
}

const Alert &alertNamed(const Session &session, const QString &rule) {
    for (const Alert &alert : session.engine().alerts()) {
        if (alert.rule.name == rule)
            return alert;
    }
    qFatal("no such rule");
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void signalsWhenAllIsConsistent();
    void tellsTheNotifierOnlyWhenLive_data();
    void tellsTheNotifierOnlyWhenLive();
    void acknowledgesOneRule();
    void snoozesAndGivesNoticeAgain();
    void decidesNothingInAReplay();
    void acknowledgesFromANotice();
    void catchesUpInSilence();
    void keepsTheOldStateUntilCaughtUp();
    void showsANoteWithoutAFrame();
    void holdsANoteUntilItsMillisecondIsOver();
    void stampsAnEarlyNoteWithTheFirstFrame();
    void showsAQueuedNoteAtItsTime();
};

void TestSession::signalsWhenAllIsConsistent() {
    Session session(Checkout::configuration(), Session::Mode::Live, nullptr);
    QStringList order;
    connect(&session, &Session::frameConsumed, this, [&](const Frame &frame) {
        QCOMPARE(session.engine().now(), frame.at);
        order.append(QStringLiteral("frame"));
    });
    connect(&session, &Session::eventHappened, this, [&](const Event &event) {
        QVERIFY(session.engine().timeline().back().at >= event.at);
        order.append(QStringLiteral("event"));
    });
    connect(&session, &Session::changed, this, [&] { order.append(QStringLiteral("changed")); });
    consume(session, {Checkout::failed(Checkout::Cache, start, QStringLiteral("connection refused"))});
    QCOMPARE(order,
             (QStringList{QStringLiteral("frame"), QStringLiteral("event"), QStringLiteral("changed")}));
}

void TestSession::tellsTheNotifierOnlyWhenLive_data() {
    QTest::addColumn<bool>("live");
    QTest::newRow("live: signalled and shown") << true;
    QTest::newRow("replay: signalled only") << false;
}

void TestSession::tellsTheNotifierOnlyWhenLive() {
    QFETCH(bool, live);
    Listener listener;
    Session session(Checkout::configuration(), live ? Session::Mode::Live : Session::Mode::Replay, &listener);
    const QSignalSpy raised(&session, &Session::noticeRaised);
    Checkout checkout;
    consume(session, incident(checkout));
    QVERIFY(!raised.isEmpty());
    QCOMPARE(listener.shown.size(), live ? raised.size() : 0);
    if (live)
        QVERIFY(raised[0][0].value<Notice>() == listener.shown[0]);
}

void TestSession::acknowledgesOneRule() {
    Session session(Checkout::configuration(), Session::Mode::Live, nullptr);
    Checkout checkout;
    consume(session, incident(checkout));
    const size_t before = session.engine().timeline().size();
    const QSignalSpy decided(&session, &Session::decided);
    session.acknowledge(0, QStringLiteral("Load high"), QStringLiteral("it is the import"));
    session.acknowledge(0, QStringLiteral("no such rule"));
    QCOMPARE(decided.size(), 1); // to be recorded at once
    QCOMPARE(decided[0][0].value<Decision>().at, session.engine().now());
    QTRY_VERIFY(alertNamed(session, QStringLiteral("Load high")).isAcknowledged());
    QCOMPARE(alertNamed(session, QStringLiteral("Load high")).attention.comment,
             QStringLiteral("it is the import"));
    QVERIFY(!alertNamed(session, QStringLiteral("Hit ratio low")).isAcknowledged());
    QCOMPARE(session.engine().timeline().size(), before + 1);
    QVERIFY(std::holds_alternative<DecisionEvent>(session.engine().timeline().back().what));
}

void TestSession::snoozesAndGivesNoticeAgain() {
    Listener listener;
    Session session(Checkout::configuration(), Session::Mode::Live, &listener);
    Checkout checkout;
    consume(session, incident(checkout));
    session.snooze(0, QString(), 30s);
    consume(session, checkout.steady(start + 20s, 1, 0.4, 20));
    QVERIFY(listener.shown.last().reason == NoticeReason::Acknowledged);
    const qsizetype told = listener.shown.size();
    consume(session, checkout.steady(start + 21s, 20, 0.4, 20));
    QCOMPARE(listener.shown.size(), told);
    consume(session, checkout.steady(start + 41s, 20, 0.4, 20));
    QVERIFY(listener.shown.size() > told);
    QVERIFY(listener.shown[told].reason == NoticeReason::Again);
    QCOMPARE(listener.shown[told].incident, listener.shown[0].incident);
    session.snooze(0, QString(), 1h);
    session.unsnooze(0, QString());
    consume(session, checkout.steady(start + 61s, 1, 0.4, 20));
    QVERIFY(listener.shown.last().reason == NoticeReason::Again);
}

void TestSession::decidesNothingInAReplay() {
    Session session(Checkout::configuration(), Session::Mode::Replay, nullptr);
    Checkout checkout;
    consume(session, incident(checkout));
    const QSignalSpy decided(&session, &Session::decided);
    session.acknowledge(0, QString());
    session.snooze(0, QString(), 1h);
    consume(session, checkout.steady(start + 20s, 1, 0.4, 20));
    QCOMPARE(decided.size(), 0);
    QVERIFY(!alertNamed(session, QStringLiteral("Load high")).isHushed());
}

void TestSession::acknowledgesFromANotice() {
    Listener listener;
    Session session(Checkout::configuration(), Session::Mode::Live, &listener);
    Checkout checkout;
    consume(session, incident(checkout));
    emit listener.snoozed(listener.shown.last(), NoticeSnooze);
    QTRY_VERIFY(alertNamed(session, QStringLiteral("Load high")).attention.snoozedUntil);
    emit listener.acknowledged(listener.shown.last());
    QTRY_VERIFY(alertNamed(session, QStringLiteral("Load high")).isAcknowledged());
    QVERIFY(alertNamed(session, QStringLiteral("Hit ratio low")).isAcknowledged());
    QVERIFY(!alertNamed(session, QStringLiteral("Hit ratio low")).attention.snoozedUntil);
}

void TestSession::catchesUpInSilence() {
    Session session(Checkout::configuration(), Session::Mode::Replay, nullptr);
    const QSignalSpy frames(&session, &Session::frameConsumed);
    const QSignalSpy events(&session, &Session::eventHappened);
    const QSignalSpy notices(&session, &Session::noticeRaised);
    const QSignalSpy changed(&session, &Session::changed);
    const QSignalSpy restarted(&session, &Session::restarted);
    Checkout checkout;
    session.beginCatchUp();
    consume(session, incident(checkout));
    QCOMPARE(changed.size(), 0);
    session.endCatchUp();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(frames.size() + events.size() + notices.size() + restarted.size(), 0);
    QVERIFY(!session.engine().timeline().empty());
}

void TestSession::keepsTheOldStateUntilCaughtUp() {
    Session session(Checkout::configuration(), Session::Mode::Replay, nullptr);
    Checkout checkout;
    const std::vector<Frame> frames = incident(checkout);
    consume(session, frames);
    const QSignalSpy restarted(&session, &Session::restarted);
    const std::vector<Event> before = session.engine().timeline();
    session.beginCatchUp();
    session.restart(Engine(Checkout::configuration()), {});
    consume(session, {frames.begin(), frames.begin() + 4});
    QVERIFY(session.engine().timeline() == before);
    QCOMPARE(session.engine().now(), frames.back().at);
    session.endCatchUp();
    QCOMPARE(restarted.size(), 1);
    QCOMPARE(session.engine().now(), frames[3].at);
    QVERIFY(session.engine().timeline().empty());
}

void TestSession::showsANoteWithoutAFrame() {
    Session session(Checkout::configuration(), Session::Mode::Live, nullptr);
    Checkout checkout;
    consume(session, checkout.steady(start, 1, 0.95, 3));
    const QSignalSpy added(&session, &Session::noteAdded);
    const QSignalSpy events(&session, &Session::eventHappened);
    session.addNote(QStringLiteral("checkout"), QStringLiteral("deployed"));
    QCOMPARE(added.size(), 1); // to be recorded at once
    const auto note = added[0][0].value<Event>();
    QCOMPARE(note.at, session.engine().now());
    QCOMPARE(note.text, QStringLiteral("deployed"));
    QTRY_COMPARE(events.size(), 1);
    QVERIFY(session.engine().timeline() == std::vector<Event>{note});
}

void TestSession::holdsANoteUntilItsMillisecondIsOver() {
    Session session(Checkout::configuration(), Session::Mode::Live, nullptr);
    session.consume(Checkout::failed(Checkout::Cache, start, QStringLiteral("connection refused")));
    session.addNote(QString(), QStringLiteral("pager"));
    session.consume(Checkout::failed(Checkout::Database, start, QStringLiteral("connection refused")));
    session.consume(Checkout::failed(Checkout::Cache, start + 1s, QStringLiteral("closed")));
    QStringList texts;
    for (const Event &event : session.engine().timeline())
        texts.append(event.text);
    const auto place = texts.indexOf(QStringLiteral("pager"));
    QVERIFY(place >= 2);
    QVERIFY(session.engine().timeline()[static_cast<size_t>(place) + 1].at > start);
}

void TestSession::stampsAnEarlyNoteWithTheFirstFrame() {
    Session session(Checkout::configuration(), Session::Mode::Live, nullptr);
    const QSignalSpy added(&session, &Session::noteAdded);
    session.addNote(QString(), QStringLiteral("starting"));
    QCOMPARE(added.size(), 0);
    Checkout checkout;
    consume(session, checkout.steady(start, 3, 0.95, 3));
    QCOMPARE(added.size(), 1);
    QCOMPARE(added[0][0].value<Event>().at, start + 100ms);
    QCOMPARE(session.engine().timeline().size(), size_t(1));
}

void TestSession::showsAQueuedNoteAtItsTime() {
    Session session(Checkout::configuration(), Session::Mode::Replay, nullptr);
    NoteQueue notes;
    notes.add(Event{start + 1s, QString(), QStringLiteral("recorded"), NoteEvent{QStringLiteral("ann")}});
    notes.add(
        Event{start + 1h, QString(), QStringLiteral("after the end"), NoteEvent{QStringLiteral("ann")}});
    session.beginCatchUp();
    session.restart(session.engine(), notes);
    session.endCatchUp();
    QList<Instant> seenAt;
    connect(&session, &Session::eventHappened, this, [&] { seenAt.append(session.engine().now()); });
    Checkout checkout;
    consume(session, checkout.steady(start, 3, 0.95, 3));
    QCOMPARE(seenAt, (QList<Instant>{start + 1100ms}));
    session.settleNotes(start + 2h);
    QCOMPARE(seenAt.size(), 2);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"

#include "ledger.h"

#include "checkout.h"
#include "eventjson.h"
#include "ledgerfile.h"
#include "player.h"
#include "recording.h"
#include "session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

namespace {

// Six states in which a run may end, two ways to end it, and what the next run sees: all restart cases.
enum class State { Pending, Firing, KeepFiring, Acknowledged, Snoozed, Silenced };
enum class End { Clean, Killed };
enum class Data { Absent, Good, Bad };

const Instant start = Checkout::start();
constexpr Duration blind = 8min;
constexpr Duration hold = 5s;
constexpr Duration keep = 10s;

Configuration configuration(State state) {
    Configuration made = Checkout::configuration();
    made.rules.resize(1);
    made.rules[0].hold = hold;
    made.rules[0].keepFiring = keep;
    made.rules[0].recover = 0.85;
    if (state == State::Silenced)
        made.silences = {Silence{QString(),
                                 QString(),
                                 {true, true, true, true, true, true, true},
                                 9 * 60,
                                 11 * 60,
                                 QStringLiteral("moving")}};
    return made;
}

class Listener : public Notifier {
public:
    void show(const Notice &notice) override { shown.append(notice); }
    QList<Notice> shown;
};

const Alert &alertOf(const Session &session) {
    return session.engine().alerts()[0];
}

QByteArray linesOf(const Engine &engine) {
    QByteArray lines;
    for (const Event &event : engine.timeline())
        lines += toJsonLine(event) + '\n';
    return lines;
}

bool hasResolved(const Engine &engine) {
    return linesOf(engine).contains("\"resolved\"");
}

// A run that ends in that state; the time at which it ended.
Instant bringInto(Session &session, State state) {
    Checkout checkout;
    Instant at = start;
    const auto feed = [&](int seconds, double hitRatio) {
        for (const Frame &frame : checkout.steady(at, seconds, hitRatio, 3))
            session.consume(frame);
        at = at + std::chrono::seconds(seconds);
    };
    feed(5, 0.95);
    feed(state == State::Pending ? 3 : 8, 0.4);
    if (state == State::KeepFiring)
        feed(4, 0.95);
    if (state == State::Acknowledged)
        session.acknowledge(0, QString(), QStringLiteral("it is the import"));
    if (state == State::Snoozed)
        session.snooze(0, QString(), 1h);
    feed(state == State::Acknowledged || state == State::Snoozed ? 1 : 0, 0.4); // lets it in
    return session.engine().now();
}

bool isAsExpected(const Alert &alert, State state) {
    return alert.state == (state == State::Pending ? AlertState::Pending : AlertState::Firing) &&
           alert.isAcknowledged() == (state == State::Acknowledged) &&
           alert.attention.snoozedUntil.has_value() == (state == State::Snoozed) &&
           alert.silencedUntil.has_value() == (state == State::Silenced);
}

} // namespace

class TestLedger : public QObject {
    Q_OBJECT
private slots:
    void restores_data();
    void restores();
    void isOneForEachConfiguration();
    void isForOneRunAtATime();
    void goesOnFromADamagedFile();
    void saysOnceThatNothingIsKept();
    void writesNothingWhenNothingWasWatched();
    void knowsUntilWhenAKilledRunWatched();

private:
    QTemporaryDir m_folder;
    QString freshPath() const {
        static int number = 0;
        return m_folder.filePath(QStringLiteral("state/%1.json").arg(++number));
    }
};

void TestLedger::restores_data() {
    QTest::addColumn<State>("state");
    QTest::addColumn<End>("end");
    QTest::addColumn<Data>("data");
    const char *const states[] = {"pending", "firing", "keep-firing", "acknowledged", "snoozed", "silenced"};
    const char *const ends[] = {"ended", "killed"};
    const char *const datas[] = {"no data", "good data", "bad data"};
    for (int state = 0; state < 6; ++state)
        for (int end = 0; end < 2; ++end)
            for (int data = 0; data < 3; ++data)
                QTest::addRow("%s, %s, then %s", states[state], ends[end], datas[data])
                    << State(state) << End(end) << Data(data);
}

void TestLedger::restores() {
    QFETCH(State, state);
    QFETCH(End, end);
    QFETCH(Data, data);
    const QString path = freshPath();
    const QString left = path + QStringLiteral(".left"); // what a kill leaves behind
    Alert before;
    Instant ended;
    {
        Session session(configuration(state), Session::Mode::Live, nullptr);
        Ledger ledger(path, &session);
        QVERIFY(ledger.open().ok());
        ended = bringInto(session, state);
        before = alertOf(session);
        QVERIFY(isAsExpected(before, state));
        const auto isWritten = [&] {
            const auto kept = readLedger(path);
            return kept && *kept && (*kept)->alerts.size() == 1 && (*kept)->alerts[0].state == before.state &&
                   (*kept)->alerts[0].attention == before.attention;
        };
        QTRY_VERIFY(isWritten());
        QVERIFY(QFile::copy(path, left));
    }
    if (end == End::Killed)
        QVERIFY(QFile::remove(path) && QFile::rename(left, path));

    // The next run, recorded from its beginning.
    const QString recording = path + QStringLiteral(".spill");
    Listener listener;
    Session session(configuration(state), Session::Mode::Live, &listener);
    auto created = RecordingWriter::create(recording, session.configuration());
    QVERIFY(created);
    const std::unique_ptr<RecordingWriter> writer = std::move(created).value();
    Ledger ledger(path, &session);
    const auto kept = ledger.open();
    QVERIFY(kept && *kept);
    const Restored restored{ended + blind, **kept};
    QVERIFY(restored.state.watchedUntil <= ended &&
            ended - restored.state.watchedUntil <= Ledger::WrittenEvery);
    QVERIFY(!writer->append(restored));
    session.restore(restored);

    // At once: as it was, not known to go on, and said how long nobody watched.
    const Alert &alert = alertOf(session);
    QVERIFY(isAsExpected(alert, state));
    QCOMPARE(alert.since, before.since);
    QVERIFY(alert.attention == before.attention);
    QVERIFY(!alert.known);
    QVERIFY(session.engine().health(0) != Health::Healthy);
    const auto &first = session.engine().timeline().front();
    QVERIFY(std::holds_alternative<BlindEvent>(first.what));
    QVERIFY2(first.text.startsWith(QStringLiteral("not watching from 09:58:")), qPrintable(first.text));
    QVERIFY2(first.text.contains(QStringLiteral("(8\u00a0m")), qPrintable(first.text));
    QCOMPARE(session.engine().history().gaps().size(), size_t(2)); // one for each endpoint
    QCOMPARE(session.engine().history().gaps()[0].reason, QStringLiteral("not watching"));
    const bool isLoud = state == State::Firing || state == State::KeepFiring;
    QCOMPARE(listener.shown.size(), isLoud ? 1 : 0);
    if (isLoud) {
        QVERIFY(listener.shown[0].reason == NoticeReason::Again);
        QVERIFY(listener.shown[0].body.contains(QStringLiteral("not watching from")));
    }

    // And then.
    Checkout checkout;
    Instant at = restored.at;
    const auto feed = [&](int seconds) {
        const double hitRatio = data == Data::Good ? 0.95 : 0.4;
        for (Frame &frame : checkout.steady(at, seconds, hitRatio, 3)) {
            if (data == Data::Absent)
                frame = Checkout::failed(frame.endpoint, frame.at, QStringLiteral("refused"));
            QVERIFY(!writer->append(frame));
            session.consume(frame);
        }
        at = at + std::chrono::seconds(seconds);
    };
    feed(5); // the first second gives no rate
    if (state == State::Pending && data == Data::Bad && end == End::Clean)
        QVERIFY2(alert.state == AlertState::Firing, "the rest of 'for' was enough");
    else if (state != State::Pending)
        QVERIFY2(alert.state == AlertState::Firing, "nothing is well because the program was started anew");
    QVERIFY(!hasResolved(session.engine()));
    feed(4);
    if (state == State::Pending && data == Data::Bad)
        QCOMPARE(alert.state, AlertState::Firing);
    feed(6);
    const bool isOver = data == Data::Good;
    QCOMPARE(alert.isOpen(), !isOver);
    QCOMPARE(hasResolved(session.engine()), isOver && state != State::Pending);
    if (!isOver && state != State::Pending) {
        QVERIFY(isAsExpected(alert, state));
        QCOMPARE(alert.since, before.since);
        QCOMPARE(alert.known, data == Data::Bad);
    }
    if (isOver)
        QVERIFY(alert.attention == Attention{});
    const bool tellsAnew = state == State::Pending && data == Data::Bad;
    for (qsizetype i = isLoud ? 1 : 0; i < listener.shown.size(); ++i) {
        const Notice &notice = listener.shown[i];
        QVERIFY2(notice.closes ? isOver : (isLoud && data == Data::Bad) || tellsAnew,
                 qPrintable(notice.title));
    }

    // The recording begins with it, so that its replay does.
    QVERIFY(!writer->close());
    auto reader = RecordingReader::open(recording);
    QVERIFY(reader);
    Session replay((*reader)->configuration(), Session::Mode::Replay, nullptr);
    Player player(std::move(reader).value(), &replay);
    player.runToEnd();
    QCOMPARE(linesOf(replay.engine()), linesOf(session.engine()));
}

void TestLedger::isOneForEachConfiguration() {
    const QString a = m_folder.filePath(QStringLiteral("a.toml"));
    QVERIFY(QFile(a).open(QIODevice::WriteOnly));
    const QString folder = m_folder.path();
    QCOMPARE(Ledger::pathOf(folder, a),
             Ledger::pathOf(folder, m_folder.filePath(QStringLiteral("./x/../a.toml"))));
    QVERIFY(Ledger::pathOf(folder, a) !=
            Ledger::pathOf(folder, m_folder.filePath(QStringLiteral("b/a.toml"))));
}

void TestLedger::isForOneRunAtATime() {
    const QString path = freshPath();
    Session first(configuration(State::Firing), Session::Mode::Live, nullptr);
    Session second(configuration(State::Firing), Session::Mode::Live, nullptr);
    {
        Ledger held(path, &first);
        QVERIFY(held.open().ok());
        Ledger other(path, &second);
        const auto refused = other.open();
        QVERIFY(!refused);
        QVERIFY2(refused.failure().what.contains(QStringLiteral("another Spillway")),
                 qPrintable(refused.failure().what));
        bringInto(second, State::Firing); // and it writes nothing
    }
    QVERIFY(!QFile::exists(path));
    Ledger next(path, &second);
    QVERIFY(next.open().ok());
}

void TestLedger::goesOnFromADamagedFile() {
    const QString path = freshPath();
    QVERIFY(!writeLedger(path, {start, {}, {}}));
    QVERIFY(QFile::resize(path, 40));
    Session session(configuration(State::Firing), Session::Mode::Live, nullptr);
    {
        Ledger ledger(path, &session);
        const auto refused = ledger.open();
        QVERIFY(!refused);
        QVERIFY2(refused.failure().what.contains(QStringLiteral("damaged")),
                 qPrintable(refused.failure().what));
        bringInto(session, State::Firing);
    }
    const auto kept = readLedger(path);
    QVERIFY(kept && *kept);
    QCOMPARE((*kept)->alerts.size(), size_t(1));
}

void TestLedger::saysOnceThatNothingIsKept() {
    const QString path = freshPath();
    Session session(configuration(State::Firing), Session::Mode::Live, nullptr);
    Ledger ledger(path, &session);
    QVERIFY(ledger.open().ok());
    QSignalSpy troubled(&ledger, &Ledger::troubled);
    QVERIFY(QDir().mkpath(path + QStringLiteral("/in-the-way"))); // a folder where the file should be
    bringInto(session, State::Firing);
    QTRY_COMPARE(troubled.size(), 1);
    QVERIFY2(troubled[0][0].toString().contains(path), qPrintable(troubled[0][0].toString()));
    QCOMPARE(alertOf(session).state, AlertState::Firing); // it holds up nothing
}

void TestLedger::writesNothingWhenNothingWasWatched() {
    const QString path = freshPath();
    const KeptState old{start, {}, {{QStringLiteral("checkout"), 4, false, Severity::Warning}}};
    QVERIFY(!writeLedger(path, old));
    {
        Session session(configuration(State::Firing), Session::Mode::Live, nullptr);
        Ledger ledger(path, &session);
        const auto kept = ledger.open();
        QVERIFY(kept && *kept);
        session.restore({start + 1h, **kept});
    }
    QVERIFY(**readLedger(path) == old);
}

void TestLedger::knowsUntilWhenAKilledRunWatched() {
    const QString path = freshPath();
    Session session(configuration(State::Firing), Session::Mode::Live, nullptr);
    Ledger ledger(path, &session);
    QVERIFY(ledger.open().ok());
    Checkout checkout;
    for (const Frame &frame : checkout.steady(start, 60, 0.95, 3)) // nothing happens
        session.consume(frame);
    const auto isFresh = [&] {
        const auto kept = readLedger(path);
        return kept && *kept && session.engine().now() - (*kept)->watchedUntil <= Ledger::WrittenEvery;
    };
    QTRY_VERIFY(isFresh());
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"

#include "notequeue.h"

#include "checkout.h"

#include <QTest>

using namespace spillway;

namespace {

Event noteAt(qint64 second, const QString &text) {
    return {Checkout::start() + std::chrono::seconds(second), QStringLiteral("checkout"), text,
            NoteEvent{QStringLiteral("ann")}};
}

QStringList texts(const std::vector<Event> &events) {
    QStringList list;
    for (const Event &event : events)
        list.append(event.text);
    return list;
}

} // namespace

class TestNoteQueue : public QObject {
    Q_OBJECT

private slots:
    void settlesOldestFirst();
    void waitsForALaterMillisecond();
    void aCopySettlesForItself();
    void takesANoteOfThePast();
    void ofOneMillisecondNotesComeFirst_data();
    void ofOneMillisecondNotesComeFirst();
};

void TestNoteQueue::settlesOldestFirst() {
    Engine engine(Checkout::configuration());
    NoteQueue queue;
    queue.add(noteAt(2, QStringLiteral("second")));
    queue.add(noteAt(1, QStringLiteral("first")));
    queue.add(noteAt(2, QStringLiteral("third, of the same time")));
    queue.add(noteAt(9, QStringLiteral("later")));
    const std::vector<Event> settled = queue.settleBefore(Checkout::start() + 3s, engine).events;
    const QStringList expected{QStringLiteral("first"), QStringLiteral("second"),
                               QStringLiteral("third, of the same time")};
    QCOMPARE(texts(settled), expected);
    QCOMPARE(texts(engine.timeline()), expected);
    QVERIFY(settled == engine.timeline());
}

void TestNoteQueue::waitsForALaterMillisecond() {
    Engine engine(Checkout::configuration());
    NoteQueue queue;
    queue.add(noteAt(1, QStringLiteral("a")));
    QVERIFY(queue.settleBefore(Checkout::start() + 1s, engine).events.empty());
    QCOMPARE(queue.settleBefore(Checkout::start() + 1001ms, engine).events.size(), size_t(1));
    QVERIFY(queue.settleBefore(Checkout::start() + 1h, engine).events.empty());
}

void TestNoteQueue::aCopySettlesForItself() {
    NoteQueue queue;
    queue.add(noteAt(1, QStringLiteral("a")));
    queue.add(noteAt(2, QStringLiteral("b")));
    NoteQueue copy = queue;
    Engine first(Checkout::configuration());
    queue.settleBefore(Checkout::start() + 1h, first);
    Engine second(Checkout::configuration());
    copy.settleBefore(Checkout::start() + 1h, second);
    QCOMPARE(first.timeline().size(), size_t(2));
    QVERIFY(first.timeline() == second.timeline());
}

void TestNoteQueue::takesANoteOfThePast() {
    Engine engine(Checkout::configuration());
    NoteQueue queue;
    queue.add(noteAt(5, QStringLiteral("five")));
    queue.settleBefore(Checkout::start() + 6s, engine);
    queue.add(noteAt(1, QStringLiteral("one")));
    QCOMPARE(texts(queue.settleBefore(Checkout::start() + 6s, engine).events),
             QStringList{QStringLiteral("one")});
    QCOMPARE(texts(engine.timeline()), (QStringList{QStringLiteral("one"), QStringLiteral("five")}));
}

void TestNoteQueue::ofOneMillisecondNotesComeFirst_data() {
    QTest::addColumn<bool>("isSettledBetween");
    QTest::newRow("both wait") << false;
    QTest::newRow("the decision was settled before the note came") << true;
}

// A recording keeps both apart, so their order must not depend on who came first.
void TestNoteQueue::ofOneMillisecondNotesComeFirst() {
    QFETCH(bool, isSettledBetween);
    Engine engine(Checkout::configuration());
    Checkout checkout;
    for (const Frame &frame : checkout.steady(Checkout::start(), 5, 0.4, 3))
        engine.consume(frame);
    const Instant at = engine.now();
    NoteQueue queue;
    queue.add(Decision{at, QStringLiteral("checkout"), QStringLiteral("Hit ratio low"),
                       DecisionKind::Acknowledge, QStringLiteral("ada"), QString(), Instant{}});
    if (isSettledBetween)
        QCOMPARE(queue.settleBefore(at + 1ms, engine).events.size(), size_t(1));
    queue.add(Event{at, QStringLiteral("checkout"), QStringLiteral("a note"), NoteEvent{}});
    queue.settleBefore(at + 1ms, engine);
    const QStringList last = texts(engine.timeline()).last(2);
    QCOMPARE(last[0], QStringLiteral("a note"));
    QVERIFY2(last[1].contains(QStringLiteral("acknowledged by ada")), qPrintable(last[1]));
}

QTEST_GUILESS_MAIN(TestNoteQueue)
#include "tst_notequeue.moc"

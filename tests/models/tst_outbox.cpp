#include "delivery/outbox.h"

#include <QtTest>

using namespace spillway;

namespace {

// Takes, or fails, when the test says so.
class FakeCarrier : public Carrier {
public:
    void carry(const QByteArray &message) override { asked << message; }
    void take() { emit carried(); }
    void fail(Again again = Again::Later) {
        emit failed({FailureKind::Refused, QStringLiteral("nobody there"), {}}, again);
    }

    QByteArrayList asked;
};

struct Post {
    FakeCarrier *carrier = new FakeCarrier;
    Outbox box{QStringLiteral("webhook a"), std::unique_ptr<Carrier>(carrier)};
    QSignalSpy troubled{&box, &Outbox::troubled};
    QSignalSpy recovered{&box, &Outbox::recovered};
};

} // namespace

class TestOutbox : public QObject {
    Q_OBJECT
private slots:
    void oneAtATimeInOrder();
    void againUntilItIsTaken();
    void whatIsRefusedIsDroppedAndCounted();
    void theOldestGoesWhenFull();
    void aStateReplacesTheOneThatWaits();
};

void TestOutbox::oneAtATimeInOrder() {
    Post post;
    post.box.push("1");
    post.box.push("2");
    QCOMPARE(post.carrier->asked, QByteArrayList({"1"}));
    post.carrier->take();
    QCOMPARE(post.carrier->asked, QByteArrayList({"1", "2"}));
    post.carrier->take();
    QCOMPARE(post.box.waiting(), 0);
    QCOMPARE(post.troubled.count(), 0);
}

void TestOutbox::againUntilItIsTaken() {
    Post post;
    post.box.push("1");
    post.carrier->fail();
    post.box.push("2"); // waits behind the first
    QCOMPARE(post.carrier->asked, QByteArrayList({"1"}));
    QTRY_COMPARE(post.carrier->asked, QByteArrayList({"1", "1"}));
    post.carrier->fail();
    QCOMPARE(post.troubled.count(), 1); // said once
    QTRY_COMPARE(post.carrier->asked.size(), 3);
    post.carrier->take();
    QCOMPARE(post.carrier->asked.last(), QByteArray("2"));
    QCOMPARE(post.recovered.count(), 1);
    QVERIFY(post.recovered[0][0].toString().contains(QLatin1String("nothing is lost")));
}

void TestOutbox::whatIsRefusedIsDroppedAndCounted() {
    Post post;
    post.box.push("1");
    post.box.push("2");
    post.carrier->fail(Carrier::Again::Never);
    QCOMPARE(post.box.dropped(), 1);
    QVERIFY(post.troubled[0][0].toString().endsWith(QLatin1String("the message is dropped")));
    QTRY_COMPARE(post.carrier->asked, QByteArrayList({"1", "2"}));
}

void TestOutbox::theOldestGoesWhenFull() {
    Post post;
    for (size_t i = 0; i < Outbox::Most + 3; ++i)
        post.box.push(QByteArray::number(qulonglong(i)));
    QCOMPARE(post.box.waiting(), qsizetype(Outbox::Most));
    QCOMPARE(post.box.dropped(), 3);
    post.carrier->take(); // the one that was on its way is not among the dropped
    QCOMPARE(post.carrier->asked, QByteArrayList({"0", "4"}));
}

void TestOutbox::aStateReplacesTheOneThatWaits() {
    Post post;
    post.box.replace("1");
    post.box.replace("2");
    post.box.replace("3");
    post.carrier->take();
    QCOMPARE(post.carrier->asked, QByteArrayList({"1", "3"}));
    QCOMPARE(post.box.dropped(), 0);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"

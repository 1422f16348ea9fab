#include "exchange/packedframes.h"

#include "checkout.h"

#include <QtTest>

using namespace spillway;

class TestPackedFrames : public QObject {
    Q_OBJECT
private slots:
    void orderIsKept();
    void nothing();
    void canStop();
};

// More than a pack of each, failures and two frames of one endpoint in a row among them.
void TestPackedFrames::orderIsKept() {
    Checkout checkout;
    std::vector<Frame> frames = checkout.steady(Checkout::start(), 700, 0.9, 3);
    frames.insert(frames.begin() + 101,
                  Checkout::failed(Checkout::Cache, Checkout::start(), QStringLiteral("refused")));
    PackedFrames packed;
    for (const Frame &frame : frames)
        packed.add(frame);
    QCOMPARE(packed.size(), qint64(frames.size()));
    QCOMPARE(packed.first().ms(), Checkout::start().ms());
    QCOMPARE(packed.last().ms(), frames.back().at.ms());
    for (int round = 0; round < 2; ++round) {
        std::vector<Frame> back;
        packed.forEach([&back](const Frame &frame) {
            back.push_back(frame);
            return true;
        });
        QVERIFY(back == frames);
    }
}

void TestPackedFrames::nothing() {
    bool isCalled = false;
    PackedFrames().forEach([&isCalled](const Frame &) { return isCalled = true; });
    QVERIFY(!isCalled);
}

void TestPackedFrames::canStop() {
    PackedFrames packed;
    for (const Frame &frame : Checkout().steady(Checkout::start(), 10, 0.9, 3))
        packed.add(frame);
    int count = 0;
    packed.forEach([&count](const Frame &) { return ++count < 5; });
    QCOMPARE(count, 5);
}

QTEST_APPLESS_MAIN(TestPackedFrames)
#include "tst_packedframes.moc"

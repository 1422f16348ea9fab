#include "sharedlist.h"

#include <QTest>

using namespace spillway;

class TestSharedList : public QObject {
    Q_OBJECT
private slots:
    void isLikeAVector_data();
    void isLikeAVector();
    void copiesDoNotSeeChanges();
    void copiesShareWhatTheyHaveInCommon();
    void letsGoOfWhatWasDropped();
};

// Against a vector that gets the same operations.
void TestSharedList::isLikeAVector_data() {
    QTest::addColumn<int>("pushed");
    QTest::addColumn<int>("popped");
    QTest::newRow("empty") << 0 << 0;
    QTest::newRow("one element") << 1 << 0;
    QTest::newRow("emptied again") << 1 << 1;
    QTest::newRow("a full page") << 64 << 0;
    QTest::newRow("a full page and one") << 65 << 0;
    QTest::newRow("without its first page") << 130 << 64;
    QTest::newRow("without a part of its first page") << 130 << 63;
    QTest::newRow("all but the last gone") << 200 << 199;
}

void TestSharedList::isLikeAVector() {
    QFETCH(int, pushed);
    QFETCH(int, popped);
    SharedList<int> list;
    std::vector<int> expected;
    for (int i = 0; i < pushed; ++i) {
        list.push_back(i);
        expected.push_back(i);
    }
    for (int i = 0; i < popped; ++i) {
        list.pop_front();
        expected.erase(expected.begin());
    }
    QVERIFY(list == expected);
    for (const size_t at : {size_t(0), expected.size() / 2, expected.size()}) {
        list.insert(at, -1);
        expected.insert(expected.begin() + static_cast<std::ptrdiff_t>(at), -1);
    }
    QVERIFY(list == expected);
    QCOMPARE(list.size(), expected.size());
    QCOMPARE(list.front(), expected.front());
    QCOMPARE(list.back(), expected.back());
    QVERIFY(std::equal(list.rbegin(), list.rend(), expected.rbegin(), expected.rend()));
    QCOMPARE(list.end() - list.begin(), static_cast<std::ptrdiff_t>(expected.size()));
    list.clear();
    QVERIFY(list.empty());
}

void TestSharedList::copiesDoNotSeeChanges() {
    SharedList<int> list;
    for (int i = 0; i < 100; ++i)
        list.push_back(i);
    const SharedList<int> copy = list;
    list.change(0) = 1000;
    list.change(99) = 2000;
    list.push_back(3000);
    list.pop_front();
    QCOMPARE(copy.size(), size_t(100));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(copy[static_cast<size_t>(i)], i);
    QCOMPARE(list[98], 2000);
    QCOMPARE(list.back(), 3000);
}

void TestSharedList::copiesShareWhatTheyHaveInCommon() {
    SharedList<int> list;
    for (int i = 0; i < 200; ++i)
        list.push_back(i);
    SharedList<int> copy = list;
    QCOMPARE(&copy[0], &list[0]);
    copy.push_back(200);
    QCOMPARE(&copy[0], &list[0]);
    QVERIFY(&copy[199] != &list[199]); // the newest page is its own now
}

void TestSharedList::letsGoOfWhatWasDropped() {
    const auto held = std::make_shared<int>(1);
    SharedList<std::shared_ptr<int>> list;
    list.push_back(held);
    list.push_back(nullptr);
    QCOMPARE(held.use_count(), 2L);
    list.pop_front(); // its page stays
    QCOMPARE(held.use_count(), 1L);
}

QTEST_GUILESS_MAIN(TestSharedList)
#include "tst_sharedlist.moc"

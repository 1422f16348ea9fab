// An overdue review is said once a day, to the notifier and in the timeline.

#include "reviewreminder.h"

#include "notifier.h"
#include "reviewfile.h"
#include "watchedshop.h"

#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

namespace {

class Told : public Notifier {
public:
    void show(const Notice &notice) override { notices.push_back(notice); }
    std::vector<Notice> notices;
};

int notesOf(const Session &session) {
    int notes = 0;
    for (const Event &event : session.engine().timeline())
        notes += std::holds_alternative<NoteEvent>(event.what) && event.text.contains(u"review");
    return notes;
}

} // namespace

class TestReviewReminder : public QObject {
    Q_OBJECT
private slots:
    void remindsOnceADay_data() {
        QTest::addColumn<QString>("due"); // on 2024-03-03
        QTest::addColumn<int>("times");
        QTest::newRow("yesterday") << "2024-03-02" << 1;
        QTest::newRow("today") << "2024-03-03" << 0;
        QTest::newRow("not agreed") << "" << 0;
    }
    void remindsOnceADay() {
        QFETCH(QString, due);
        QFETCH(int, times);
        const QTemporaryDir folder;
        WatchedShop shop;
        shop.session().setReviewFile(folder.filePath(QStringLiteral("shop.review")));
        Review review;
        review.owner = QStringLiteral("ada");
        review.due = due;
        QVERIFY(!saveReview(shop.session().reviewFile(), review));
        Told told;
        const ReviewReminder reminder(&shop.session(), &told);
        shop.runTo(shopTime(9, 31));
        QCOMPARE(static_cast<int>(told.notices.size()), times);
        QTRY_COMPARE(notesOf(shop.session()), times);
        if (times > 0)
            QVERIFY2(told.notices[0].body.contains(u"due on 2024-03-02 (ada)"),
                     qPrintable(told.notices[0].body));
    }
    void withoutAReviewThereIsNothingToSay() {
        WatchedShop shop;
        Told told;
        const ReviewReminder reminder(&shop.session(), &told);
        shop.runTo(shopTime(9, 31));
        QVERIFY(told.notices.empty());
    }
};

QTEST_GUILESS_MAIN(TestReviewReminder)
#include "tst_reviewreminder.moc"

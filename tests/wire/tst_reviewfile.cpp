#include "reviewfile.h"

#include <QTest>

using namespace spillway;

namespace {

const QByteArray head = "{\"at\":\"2024-03-03T10:00:00.000Z\",\"kind\":\"review\",\"reviewer\":\"sam\"}\n";

Review sample() {
    Review review;
    review.at = *Instant::fromIso(QStringLiteral("2024-03-03T10:00:00Z"));
    review.reviewer = QStringLiteral("sam");
    review.comment = QStringLiteral("\u00fcber \"all\"");
    review.owner = QStringLiteral("ops");
    review.due = QStringLiteral("2026-12-31");
    review.settings[QStringLiteral("cache-1")][QStringLiteral("maxmemory")] = QStringLiteral("4294967296");
    review.habits[QStringLiteral("cache-1")][QStringLiteral("keys")] = 7000;
    Finding finding;
    finding.rule = QStringLiteral("R02");
    finding.subject = QStringLiteral("cache-1");
    finding.ruling = Ruling::Fail;
    finding.gravity = Gravity::Critical;
    finding.accepted =
        Acceptance{QStringLiteral("a queue"), QStringLiteral("sam"), QStringLiteral("2026-12-31")};
    review.findings.push_back(finding);
    return review;
}

} // namespace

class TestReviewFile : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsItWas() {
        const Outcome<Review> back = readReview(toJsonLines(sample()));
        QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.failure().what));
        QCOMPARE(toJsonLines(*back), toJsonLines(sample()));
        QVERIFY(*back == sample());
    }
    void isOneObjectALine() { QCOMPARE(toJsonLines(sample()).count('\n'), qsizetype(4)); }
    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("what");
        QTest::newRow("nothing") << QByteArray() << "it is empty";
        QTest::newRow("no JSON") << QByteArray("maxmemory = 4") << "line 1: ";
        QTest::newRow("no head") << QByteArray("{\"kind\":\"setting\"}\n") << "line 1: a review begins";
        QTest::newRow("no time") << QByteArray("{\"kind\":\"review\"}") << "line 1: the time";
        QTest::newRow("a finding without a rule") << head + "{\"kind\":\"finding\"}"
                                                  << "line 2: a finding has";
        QTest::newRow("due on no day")
            << QByteArray("{\"at\":\"2024-03-03T10:00:00.000Z\",\"kind\":\"review\",\"due\":\"soon\"}")
            << "line 1: the day when the next review is due";
        QTest::newRow("accepted without an end")
            << head + "\n{\"kind\":\"finding\",\"rule\":\"R02\",\"subject\":\"a\",\"severity\":\"low\","
                      "\"verdict\":\"fail\",\"accepted\":{\"reason\":\"x\"}}"
            << "line 3: an accepted finding";
        QTest::newRow("a severity that is none")
            << head + "{\"kind\":\"finding\",\"rule\":\"R02\",\"subject\":\"a\",\"severity\":\"bad\","
                      "\"verdict\":\"fail\"}"
            << "line 2: ";
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, what);
        const Outcome<Review> read = readReview(text);
        QVERIFY(!read.ok());
        QVERIFY2(read.failure().what.startsWith(what), qPrintable(read.failure().what));
    }
    void linesOfLaterVersionsAreSkipped() { QVERIFY(readReview(head + "{\"kind\":\"mood\"}\n").ok()); }
    void aFileThatIsNotThere() { QVERIFY(!loadReview(QStringLiteral("/nowhere/x.json")).ok()); }
};

QTEST_APPLESS_MAIN(TestReviewFile)
#include "tst_reviewfile.moc"

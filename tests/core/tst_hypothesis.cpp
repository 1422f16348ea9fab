// What people thought is found in their notes, and set against the verdicts.

#include "hypothesis.h"

#include "format.h"

#include <QTest>

using namespace spillway;

namespace {

Instant at(int minute) {
    return Instant::fromMs(1'700'000'000'000) + std::chrono::minutes(minute);
}

Event verdict(int minute, Culprit culprit, const QString &stack = QStringLiteral("shop")) {
    Verdict said;
    said.culprit = culprit;
    return {at(minute), stack, QStringLiteral("verdict"), said};
}

Event note(int minute, const QString &text, const QString &stack = QStringLiteral("shop")) {
    return {at(minute), stack, text, NoteEvent{QStringLiteral("ada")}};
}

Event thinks(int minute, Culprit culprit, const QString &stack = QStringLiteral("shop")) {
    return note(minute, hypothesisText(culprit), stack);
}

// Of the first hypothesis; minutes, -1 = never.
struct Row {
    const char *what;
    std::vector<Event> timeline;
    int refuted;
    int confirmed;
    int until;
    int lost;
};

int minuteOf(const std::optional<Instant> &moment) {
    return moment ? static_cast<int>((*moment - at(0)) / std::chrono::minutes(1)) : -1;
}

const std::vector<Row> &rows() {
    static const std::vector<Row> table{
        {"no verdict ever", {thinks(2, Culprit::Cache)}, -1, -1, 60, 0},
        {"refuted when the verdict comes",
         {thinks(2, Culprit::Database), verdict(5, Culprit::Cache), verdict(30, Culprit::None)},
         5,
         -1,
         30,
         28},
        {"refuted already when it was written",
         {verdict(1, Culprit::Cache), thinks(2, Culprit::Database), thinks(12, Culprit::Cache)},
         2,
         -1,
         12,
         10},
        {"confirmed", {verdict(1, Culprit::Cache), thinks(2, Culprit::Cache)}, -1, 2, 60, 0},
        {"cannot tell says nothing of it",
         {verdict(1, Culprit::Unknown), thinks(2, Culprit::Cache), verdict(3, Culprit::Unknown)},
         -1,
         -1,
         60,
         0},
        {"the verdict comes round: not lost",
         {verdict(1, Culprit::Database), thinks(2, Culprit::Cache), verdict(4, Culprit::Cache)},
         2,
         4,
         60,
         0},
        {"the verdict leaves it: lost",
         {verdict(1, Culprit::Cache), thinks(2, Culprit::Cache), verdict(4, Culprit::Database)},
         4,
         2,
         60,
         58},
        {"another stack's verdict is not ours",
         {thinks(2, Culprit::Database), verdict(5, Culprit::Cache, QStringLiteral("search"))},
         -1,
         -1,
         60,
         0},
        {"one on all stacks meets every verdict",
         {thinks(2, Culprit::Database, QString()), verdict(5, Culprit::Cache, QStringLiteral("search"))},
         5,
         -1,
         60,
         58},
        {"an ordinary note between ends nothing",
         {thinks(2, Culprit::Database), note(3, QStringLiteral("Scaled it")), verdict(5, Culprit::Cache)},
         5,
         -1,
         60,
         58},
    };
    return table;
}

} // namespace

class TestHypothesis : public QObject {
    Q_OBJECT
private slots:
    void isFoundInNotes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("culprit");
        QTest::newRow("cache") << "We think it is the cache." << int(Culprit::Cache);
        QTest::newRow("traffic") << "We think it is the traffic." << int(Culprit::Traffic);
        QTest::newRow("database") << "We think it is the database." << int(Culprit::Database);
        QTest::newRow("other") << "We think it is another client." << int(Culprit::Background);
        QTest::newRow("with a reason") << "We think it is the cache. Evictions began." << int(Culprit::Cache);
        QTest::newRow("a note") << "The cache is cold" << -1;
        QTest::newRow("nothing") << "" << -1;
    }
    void isFoundInNotes() {
        QFETCH(QString, text);
        QFETCH(int, culprit);
        const auto found = hypothesisIn(text);
        QCOMPARE(found ? int(*found) : -1, culprit);
    }
    void nobodyIsNoHypothesis() {
        QCOMPARE(hypothesisText(Culprit::None), QString());
        QCOMPARE(hypothesisText(Culprit::Unknown), QString());
    }
    void meetsTheVerdicts_data() {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < rows().size(); ++i)
            QTest::newRow(rows()[i].what) << static_cast<int>(i);
    }
    void meetsTheVerdicts() {
        QFETCH(int, index);
        const Row &row = rows()[static_cast<size_t>(index)];
        const std::vector<Hypothesis> found = hypothesesOf(row.timeline, at(60));
        QVERIFY(!found.empty());
        const Hypothesis &first = found.front();
        QCOMPARE(first.author, QStringLiteral("ada"));
        QCOMPARE(minuteOf(first.refuted), row.refuted);
        QCOMPARE(minuteOf(first.confirmed), row.confirmed);
        QCOMPARE(minuteOf(first.until), row.until);
        QCOMPARE(first.lost(), Duration(std::chrono::minutes(row.lost)));
    }
    void standsOnTheEvidence() {
        Verdict said;
        said.culprit = Culprit::Cache;
        said.shares = {0.9, 0.06, 0.04, 0};
        said.arithmetic = QStringLiteral("Misses caused 14.6 of the 16.2 added sessions.");
        said.evidence = {{{}, EvidenceKind::For, QStringLiteral("Evictions rose.")},
                         {{}, EvidenceKind::Against, QStringLiteral("Lookups rose too.")},
                         {{}, EvidenceKind::Missing, QStringLiteral("No TTL is known.")}};
        const Standing wrong = standingOf(Culprit::Database, said);
        QCOMPARE(
            wrong.contra,
            (QStringList{QStringLiteral("The database caused %1 of the added load.").arg(formatPercent(0.04)),
                         said.arithmetic, QStringLiteral("Evictions rose.")}));
        QCOMPARE(wrong.pro, QStringList{QStringLiteral("Lookups rose too.")});
        const Standing right = standingOf(Culprit::Cache, said);
        QCOMPARE(
            right.pro,
            (QStringList{QStringLiteral("The cache caused %1 of the added load.").arg(formatPercent(0.9)),
                         said.arithmetic, QStringLiteral("Evictions rose.")}));
        QCOMPARE(right.contra, QStringList{QStringLiteral("Lookups rose too.")});
        said.culprit = Culprit::None;
        QVERIFY(standingOf(Culprit::Cache, said).pro.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestHypothesis)
#include "tst_hypothesis.moc"

// Drills are scored without a window: what a trainee did when, against what is true.

#include "drill/drill.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace spillway;

namespace {

Instant at(int minutes, int seconds = 0) {
    return Instant::fromMs(1'700'000'000'000) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds);
}

// The onset is at minute 10.
DrillTruth shrunkCache() {
    return {at(10), Culprit::Cache, Cause::MaxMemory, {DrillMove::RestoreMemory}};
}

DrillTruth silentZero() {
    return {std::nullopt, Culprit::Unknown, std::nullopt, {DrillMove::GrantView}};
}

DrillDeed names(int minutes, Culprit culprit) {
    return {at(minutes), CulpritNamed{culprit}};
}
DrillDeed marks(int minutes, Instant onset) {
    return {at(minutes), OnsetMarked{onset}};
}
DrillDeed causes(int minutes, std::optional<Cause> cause) {
    return {at(minutes), CauseNamed{cause}};
}
DrillDeed makes(int minutes, DrillMove move) {
    return {at(minutes), MoveMade{move}};
}

using Deeds = std::vector<DrillDeed>;

struct Row {
    const char *what;
    DrillTruth truth;
    Deeds deeds;
    DrillScore score;
};

const std::vector<Row> &rows() {
    static const std::vector<Row> table{
        {"all right within two minutes",
         shrunkCache(),
         {marks(11, at(10, 20)), names(11, Culprit::Cache), causes(11, Cause::MaxMemory),
          makes(12, DrillMove::RestoreMemory)},
         {20s, 1min, 2min, true, 0, 100}},
        {"nothing done", shrunkCache(), {}, {{}, {}, {}, false, 0, 0}},
        {"half of the way to thirty minutes: half of the points",
         shrunkCache(),
         {names(26, Culprit::Cache), makes(26, DrillMove::RestoreMemory)},
         {{}, 16min, 16min, false, 0, 35}},
        {"after thirty minutes nothing is left of it",
         shrunkCache(),
         {names(41, Culprit::Cache), makes(41, DrillMove::RestoreMemory)},
         {{}, 31min, 31min, false, 0, 0}},
        {"the database first",
         shrunkCache(),
         {names(11, Culprit::Database), names(12, Culprit::Cache), makes(12, DrillMove::RestoreMemory)},
         {{}, 2min, 2min, false, 1, 60}},
        {"the right one, left again: it was not named to stay",
         shrunkCache(),
         {names(11, Culprit::Cache), names(12, Culprit::Database)},
         {{}, {}, {}, false, 1, 0}},
        {"back to the right one: the time counts from then",
         shrunkCache(),
         {names(11, Culprit::Cache), names(11, Culprit::Database), names(12, Culprit::Cache)},
         {{}, 2min, {}, false, 1, 30}},
        {"three wrong moves cost thirty points",
         shrunkCache(),
         {names(11, Culprit::Cache), makes(11, DrillMove::RestartCache), makes(11, DrillMove::FlushCache),
          makes(11, DrillMove::ScaleDatabase), makes(12, DrillMove::RestoreMemory)},
         {{}, 1min, 2min, false, 3, 40}},
        {"never below nothing",
         shrunkCache(),
         {names(11, Culprit::Traffic), makes(11, DrillMove::RestartDatabase)},
         {{}, {}, {}, false, 2, 0}},
        {"an onset marked too early is as wrong as one too late",
         shrunkCache(),
         {marks(12, at(4, 45))},
         {315s, {}, {}, false, 0, 10}},
        {"the last mark counts",
         shrunkCache(),
         {marks(11, at(2)), marks(12, at(10))},
         {0s, {}, {}, false, 0, 20}},
        {"beyond ten minutes an onset is worth nothing",
         shrunkCache(),
         {marks(21, at(21))},
         {11min, {}, {}, false, 0, 0}},
        {"a guess before the onset was no knowledge, and is no delay",
         shrunkCache(),
         {names(3, Culprit::Cache)},
         {{}, 0s, {}, false, 0, 40}},
        {"a cause that is withdrawn",
         shrunkCache(),
         {names(11, Culprit::Cache), causes(11, Cause::MaxMemory), causes(11, std::nullopt)},
         {{}, 1min, {}, false, 0, 40}},
        {"another cause", shrunkCache(), {causes(11, Cause::Flush)}, {{}, {}, {}, false, 0, 0}},
        {"where there is no onset and no cause, they come with the culprit",
         silentZero(),
         {names(1, Culprit::Unknown), makes(2, DrillMove::GrantView)},
         {{}, 1min, 2min, false, 0, 100}},
        {"and a mark says nothing", silentZero(), {marks(1, at(1))}, {{}, {}, {}, false, 0, 0}},
    };
    return table;
}

} // namespace

class TestDrillScore : public QObject {
    Q_OBJECT
private slots:
    void scores_data() {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < rows().size(); ++i)
            QTest::newRow(rows()[i].what) << static_cast<int>(i);
    }
    void scores() {
        QFETCH(int, index);
        const Row &row = rows()[static_cast<size_t>(index)];
        const DrillScore score = scoreOf(row.truth, at(0), row.deeds);
        QCOMPARE(score.points, row.score.points);
        QCOMPARE(score.wrongTurns, row.score.wrongTurns);
        QVERIFY(score == row.score);
    }
    // So that nobody is told that his answer does not count.
    void everyCauseHasAMove() {
        for (int i = 0; i <= static_cast<int>(Cause::OtherClients); ++i)
            QVERIFY2(!rightMoves(Culprit::Unknown, static_cast<Cause>(i)).empty(),
                     qPrintable(causeName(static_cast<Cause>(i))));
        for (const Culprit culprit :
             {Culprit::Cache, Culprit::Traffic, Culprit::Database, Culprit::Background}) {
            QVERIFY(!rightMoves(culprit, {}).empty());
            QVERIFY(!causesOf(culprit).empty());
        }
        QVERIFY(rightMoves(Culprit::None, {}).empty());
        QVERIFY(causesOf(Culprit::Unknown).empty());
    }
    void movesAreInTheOrderOfTheirNumbers() {
        std::set<QString> names;
        for (size_t i = 0; i < drillMoves().size(); ++i) {
            QCOMPARE(static_cast<size_t>(drillMoves()[i].move), i);
            names.insert(moveName(drillMoves()[i].move));
            QVERIFY(!moveText(drillMoves()[i].move).isEmpty());
        }
        QCOMPARE(names.size(), drillMoves().size());
    }
    void drillsAreComplete() {
        QCOMPARE(drillTable().size(), size_t(9));
        for (const Drill &drill : drillTable()) {
            QCOMPARE(drillNamed(QLatin1String(drill.name)), &drill);
            for (const char *text : {drill.story, drill.tempting, drill.proof, drill.remedy, drill.topic})
                QVERIFY2(text && *text, drill.name);
            QVERIFY2(!drill.moves.empty(), drill.name);
            QCOMPARE(truthOf(drill).onset.has_value(), drill.onset != nullptr);
            if (drill.cause) {
                const std::vector<Cause> causes = causesOf(drill.culprit);
                QVERIFY2(std::find(causes.begin(), causes.end(), *drill.cause) != causes.end(), drill.name);
            }
        }
        QVERIFY(!drillNamed(QStringLiteral("no-such-drill")));
    }
};

QTEST_APPLESS_MAIN(TestDrillScore)
#include "tst_drillscore.moc"

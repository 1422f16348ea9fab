// The bundled drills: that the committed files are what the generator makes now, and that what is said to
// be true of each is what its recording shows.

#include "drillrun.h"
#include "drills.h"
#include "player.h"
#include "recording.h"

#include <QTest>

using namespace spillway;

namespace {

QString pathOf(const Drill &drill) {
    return QStringLiteral(SPILLWAY_SOURCE_DIR "/resources/recordings/drills/%1.spill")
        .arg(QLatin1String(drill.name));
}

void addDrills() {
    QTest::addColumn<QString>("name");
    for (const Drill &drill : drillTable())
        QTest::newRow(drill.name) << QString(QLatin1String(drill.name));
}

} // namespace

class TestDrills : public QObject {
    Q_OBJECT
private slots:
    void recordingIsWhatTheGeneratorMakes_data() { addDrills(); }
    void recordingIsWhatTheGeneratorMakes() {
        QFETCH(QString, name);
        auto reader = RecordingReader::open(pathOf(*drillNamed(name)));
        QVERIFY2(reader, reader ? "" : qPrintable(reader.failure().what));
        DrillSimulation simulation(name);
        for (int count = 0;; ++count) {
            const std::optional<Frame> made = simulation.next();
            const std::optional<Frame> kept = (*reader)->next();
            QCOMPARE(kept.has_value(), made.has_value());
            if (!made)
                break;
            QVERIFY2(*kept == *made, qPrintable(QString::number(count)));
        }
        QCOMPARE((*reader)->configuration().simulated, true);
    }

    void isWhatItIsSaidToBe_data() { addDrills(); }
    void isWhatItIsSaidToBe() {
        QFETCH(QString, name);
        auto reader = RecordingReader::open(pathOf(*drillNamed(name)));
        QVERIFY(reader);
        Session session((*reader)->configuration(), Session::Mode::Replay, nullptr);
        Player player(std::move(reader).value(), &session);
        player.survey();
        const auto task = DrillRun::taskOf(session, name);
        QVERIFY(task);
        QCOMPARE(task->drill, drillNamed(name));
        const Verdict &verdict = task->verdict;
        // These two are the ones that teach where the verdict ends: sampling too slow, and no right to see.
        if (name == u"idle-database" || name == u"calm-average") {
            QVERIFY(verdict.culprit == Culprit::Unknown || verdict.culprit == task->truth.culprit);
            return;
        }
        QCOMPARE(verdict.culprit, task->truth.culprit);
        const Duration off = *verdict.onset - *task->truth.onset;
        QVERIFY2(off > -2min && off < 5min, qPrintable(verdict.onset->toIso()));
    }

    // The same recording under another name has no answers but those of the verdict.
    void aRecordingOfOnesOwnIsJudgedByTheVerdict() {
        auto reader = RecordingReader::open(pathOf(*drillNamed(QStringLiteral("overloaded-database"))));
        QVERIFY(reader);
        Session session((*reader)->configuration(), Session::Mode::Replay, nullptr);
        Player player(std::move(reader).value(), &session);
        QVERIFY(!DrillRun::taskOf(session, QStringLiteral("mine.spill"))); // not read yet
        player.survey();
        const auto task = DrillRun::taskOf(session, QStringLiteral("mine.spill"));
        QVERIFY(task && !task->drill);
        QCOMPARE(task->truth.culprit, Culprit::Cache);
        QCOMPARE(task->truth.moves, rightMoves(Culprit::Cache, task->truth.cause));
    }

    void nothingToFindIsNoTask() {
        auto reader = RecordingReader::open(pathOf(*drillNamed(QStringLiteral("idle-database"))));
        QVERIFY(reader);
        Session session((*reader)->configuration(), Session::Mode::Replay, nullptr);
        Player player(std::move(reader).value(), &session);
        player.survey();
        QVERIFY(!DrillRun::taskOf(session, QStringLiteral("mine.spill")));
    }
};

QTEST_GUILESS_MAIN(TestDrills)
#include "tst_drills.moc"

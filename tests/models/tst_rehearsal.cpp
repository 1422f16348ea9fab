// What a changed rule would have done: the same engine, the same answer as a replay with that rule.

#include "rehearsal.h"

#include "engine.h"
#include "recordedincident.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

class TestRehearsal : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void findsWhatAReplayWithThatRuleFinds_data();
    void findsWhatAReplayWithThatRuleFinds();
    void theNewestQuestionWins();
    void endsWhileItRuns();
    void aLostFileHasNoFirings();
    void saysItInASentence_data();
    void saysItInASentence();
    void recoveryKeepsItsDistance_data();
    void recoveryKeepsItsDistance();

private:
    QTemporaryDir m_folder;
    QString m_path;
};

namespace {

const Instant start = Checkout::start();
const QString stack = QStringLiteral("checkout");

Rule hitRatioLow(double threshold) {
    return withThreshold(Checkout::configuration().rules.front(), threshold);
}

std::vector<Firing> firingsWith(const Rule &rule) {
    Configuration configuration = Checkout::configuration();
    configuration.rules = {rule};
    Engine engine(configuration);
    for (const Frame &frame : incident())
        engine.consume(frame);
    return firingsOf(engine.timeline(), rule.name, stack);
}

Firing from(int second, int until = -1) {
    return {start + std::chrono::seconds(second),
            until < 0 ? std::nullopt : std::optional(start + std::chrono::seconds(until))};
}

} // namespace

void TestRehearsal::initTestCase() {
    m_path = m_folder.filePath(QStringLiteral("run.spill"));
    QVERIFY(!recordIncident(m_path).empty());
}

void TestRehearsal::findsWhatAReplayWithThatRuleFinds_data() {
    QTest::addColumn<double>("threshold");
    QTest::addColumn<bool>("fires");
    QTest::newRow("as it was") << 0.8 << true;
    QTest::newRow("just above the incident") << 0.41 << true;
    QTest::newRow("under it") << 0.39 << false;
    QTest::newRow("above everything") << 0.99 << true;
}

void TestRehearsal::findsWhatAReplayWithThatRuleFinds() {
    QFETCH(double, threshold);
    QFETCH(bool, fires);
    Rehearsal rehearsal(m_path);
    std::optional<std::vector<Firing>> found;
    connect(&rehearsal, &Rehearsal::finished, this,
            [&](const std::vector<Firing> &firings) { found = firings; });
    rehearsal.start(Checkout::configuration(), 0, hitRatioLow(threshold));
    QVERIFY(rehearsal.isRunning());
    QTRY_VERIFY(found);
    QVERIFY(!rehearsal.isRunning());
    QCOMPARE(!found->empty(), fires);
    QVERIFY(*found == firingsWith(hitRatioLow(threshold)));
}

void TestRehearsal::theNewestQuestionWins() {
    Rehearsal rehearsal(m_path);
    std::vector<std::vector<Firing>> answers;
    connect(&rehearsal, &Rehearsal::finished, this, [&](const auto &firings) { answers.push_back(firings); });
    for (const double threshold : {0.9, 0.8, 0.7, 0.99, 0.2})
        rehearsal.start(Checkout::configuration(), 0, hitRatioLow(threshold));
    QTRY_VERIFY(!rehearsal.isRunning());
    QCOMPARE(answers.size(), size_t(1));
    QVERIFY(answers.front().empty());
    rehearsal.start(Checkout::configuration(), 0, hitRatioLow(0.8));
    rehearsal.cancel();
    QVERIFY(!rehearsal.isRunning());
    QCoreApplication::processEvents();
    QCOMPARE(answers.size(), size_t(1));
}

void TestRehearsal::endsWhileItRuns() {
    const auto rehearsal = std::make_unique<Rehearsal>(m_path);
    rehearsal->start(Checkout::configuration(), 0, hitRatioLow(0.8));
    QVERIFY(rehearsal->isRunning());
} // and nothing is called back

void TestRehearsal::aLostFileHasNoFirings() {
    Rehearsal rehearsal(m_folder.filePath(QStringLiteral("gone.spill")));
    int answers = 0;
    connect(&rehearsal, &Rehearsal::finished, this,
            [&](const auto &firings) { answers += firings.empty() ? 1 : 9; });
    rehearsal.start(Checkout::configuration(), 0, hitRatioLow(0.8));
    QTRY_COMPARE(answers, 1);
}

void TestRehearsal::saysItInASentence_data() {
    QTest::addColumn<std::vector<Firing>>("candidate");
    QTest::addColumn<std::vector<Firing>>("real");
    QTest::addColumn<QString>("sentence");
    using Firings = std::vector<Firing>;
    const auto row = [](const char *name, const Firings &candidate, const Firings &real,
                        const char *sentence) {
        QTest::newRow(name) << candidate << real << QString::fromUtf8(sentence);
    };
    row("earlier and more often", {from(76, 90), from(100, 120), from(200)}, {from(100)},
        "would have fired 3 times, first at 09:59:16, 24\u00a0s earlier");
    row("later", {from(200)}, {from(76)}, "would have fired once, at 10:01:20, 2\u00a0m\u00a04\u00a0s later");
    row("at the same time", {from(76)}, {from(76)}, "would have fired once, at 09:59:16, as it did");
    row("not any more", {}, {from(76), from(100)}, "would not have fired; it did 2 times");
    row("not any more, once", {}, {from(76)}, "would not have fired; it did once");
    row("only with it", {from(76)}, {}, "would have fired once, at 09:59:16; it did not");
    row("never", {}, {}, "would not have fired either");
}

void TestRehearsal::saysItInASentence() {
    QFETCH(std::vector<Firing>, candidate);
    QFETCH(std::vector<Firing>, real);
    QFETCH(QString, sentence);
    QCOMPARE(comparedText(candidate, real), sentence);
}

void TestRehearsal::recoveryKeepsItsDistance_data() {
    QTest::addColumn<double>("recover");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<double>("moved");
    QTest::newRow("upwards") << 0.85 << 0.9 << 0.95;
    QTest::newRow("not above 100 %") << 0.85 << 0.98 << 1.0;
    QTest::newRow("downwards") << 0.85 << 0.5 << 0.55;
}

void TestRehearsal::recoveryKeepsItsDistance() {
    QFETCH(double, recover);
    QFETCH(double, threshold);
    QFETCH(double, moved);
    Rule rule = hitRatioLow(0.8);
    rule.recover = recover;
    rule = withThreshold(rule, threshold);
    QCOMPARE(rule.threshold, threshold);
    QCOMPARE(*rule.recover, moved);
}

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"

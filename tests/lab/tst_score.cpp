// The floor under the verdict: a small part of the held-out score that ./dev lab --score --held-out prints in
// full. SPILLWAY_LAB_SEEDS sets the systems per kind.

#include "campaign.h"
#include "seeds.h"

#include <QTest>

using namespace spillway;
using namespace spillway::lab;

class TestScore : public QObject {
    Q_OBJECT

private slots:
    void heldOutSystemsAreJudgedRight();
    void theSameSeedIsTheSameTrial();
    void everyKindTellsItsTruth_data();
    void everyKindTellsItsTruth();
};

void TestScore::heldOutSystemsAreJudgedRight() {
    Campaign campaign;
    campaign.firstSeed = heldOutSeeds;
    campaign.seeds = std::max(1, qEnvironmentVariableIntValue("SPILLWAY_LAB_SEEDS"));
    const Scorecard card = run(campaign);
    const QByteArray text = card.text().toUtf8();
    QVERIFY2(card.incidents() >= 20, text.constData());
    QVERIFY2(card.rightWithin15() >= 0.85, text.constData());
    QVERIFY2(card.wrong() <= 0.05, text.constData());
    QVERIFY2(card.causeRight() >= 0.90, text.constData());
}

void TestScore::theSameSeedIsTheSameTrial() {
    const Kind &kind = kinds().front();
    const auto said = [&](quint64 seed) {
        return play(makeCase(kind, seed), seed, Method::Whole).said.back().at;
    };
    QCOMPARE(said(3), said(3));
    QVERIFY(said(3) != said(4));
}

void TestScore::everyKindTellsItsTruth_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(kinds().size()); ++i)
        QTest::newRow(kinds()[size_t(i)].name.data()) << i;
}

void TestScore::everyKindTellsItsTruth() {
    QFETCH(int, index);
    const Kind &kind = kinds()[size_t(index)];
    const Case made = makeCase(kind, tuningSeeds);
    const bool quiet = QString(kind.name).startsWith(QLatin1String("quiet"));
    QCOMPARE(made.culprits.empty(), quiet);
    QCOMPARE(made.causes.empty(), quiet);
    QVERIFY(made.system.start < made.onset);
    QVERIFY(made.onset < made.end);
    QVERIFY(std::is_sorted(made.fault.begin(), made.fault.end(),
                           [](const Action &a, const Action &b) { return a.at < b.at; }));
}

QTEST_GUILESS_MAIN(TestScore)
#include "tst_score.moc"

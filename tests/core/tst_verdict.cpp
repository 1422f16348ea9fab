#include "verdict.h"

#include <QSet>
#include <QTest>

using namespace spillway;

class TestVerdict : public QObject {
    Q_OBJECT
private slots:
    void causesAreTheContractsAndReadBack() {
        const QStringList contract{
            "maxmemory",   "maxmemory-policy", "eviction", "expiry",     "flush",
            "restart",     "cold-keys",        "bypass",   "cache-down", "surge",
            "new-content", "query-cost",       "lock",     "capacity",   "other-clients"};
        for (qsizetype i = 0; i < contract.size(); ++i) {
            QCOMPARE(causeName(static_cast<Cause>(i)), contract[i]);
            QCOMPARE(causeFromName(contract[i]), std::optional(static_cast<Cause>(i)));
        }
        QVERIFY(!causeFromName(QStringLiteral("gremlins")));
    }
    void culpritsAreTheContracts() {
        QCOMPARE(culpritName(Culprit::None), QStringLiteral("none"));
        QCOMPARE(culpritName(Culprit::Cache), QStringLiteral("cache"));
        QCOMPARE(culpritName(Culprit::Traffic), QStringLiteral("traffic"));
        QCOMPARE(culpritName(Culprit::Database), QStringLiteral("database"));
        QCOMPARE(culpritName(Culprit::Background), QStringLiteral("background"));
        QCOMPARE(culpritName(Culprit::Unknown), QStringLiteral("unknown"));
    }
    void aFreshVerdictKnowsNothing() {
        const Verdict verdict;
        QCOMPARE(verdict.culprit, Culprit::Unknown);
        QVERIFY(!verdict.load && !verdict.hitRatio && !verdict.onset && !verdict.cause);
    }
};

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"

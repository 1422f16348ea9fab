#include "audit/auditor.h"
#include "audit/auditrule.h"
#include "auditscene.h"

#include <QSet>
#include <QTest>

using namespace spillway;

namespace {

// The other side of the stack, well and steady.
constexpr const char *quietDatabase =
    "can_see=1 active=3 act_cpu=3 conns=20 max_connections=200 su_reserved=3 "
    "xact_commit+=100 active_ms+=3000 blks_hit+=1000 blks_read+=1";
constexpr const char *quietCache = "keyspace_hits+=950 keyspace_misses+=50 uptime_in_seconds=1>9";

struct Row {
    const char *rule;
    Ruling ruling;
    const char *what;
    const char *text;
    int minutes = 10;
    const char *beside = nullptr; // another server of the same kind
    const char *version = "redis 7.0.15";
    const char *other = nullptr; // instead of the quiet one
};

constexpr auto pass = Ruling::Pass;
constexpr auto fail = Ruling::Fail;
constexpr auto unknown = Ruling::Unknown;

constexpr Row rows[] = {
#include "auditrows.h"
};

EndpointKind kindOf(const char *rule) {
    switch (rule[0]) {
    case 'M':
        return EndpointKind::Memcached;
    case 'P':
        return EndpointKind::PostgreSql;
    case 'Y':
        return EndpointKind::MySql;
    default:
        return EndpointKind::Redis;
    }
}

AuditScene played(const Row &row) {
    const EndpointKind kind = kindOf(row.rule);
    const bool isCache = kind == EndpointKind::Redis || kind == EndpointKind::Memcached;
    const QString other = QLatin1String(row.other ? row.other : isCache ? quietDatabase : quietCache);
    std::vector<AuditScene::Server> servers{{kind, QLatin1String(row.text), QLatin1String(row.version),
                                             isCache ? std::nullopt : std::optional(8.0)},
                                            {isCache ? EndpointKind::PostgreSql : EndpointKind::Redis,
                                             other,
                                             {},
                                             isCache ? std::optional(8.0) : std::nullopt}};
    if (row.beside)
        servers.push_back({kind, QLatin1String(row.beside)});
    AuditScene scene(servers);
    scene.play(std::chrono::minutes(row.minutes));
    return scene;
}

Finding findingOf(const std::vector<Finding> &findings, const QString &rule, const QString &subject) {
    for (const Finding &finding : findings)
        if (finding.rule == rule && finding.subject == subject)
            return finding;
    return {};
}

Finding judged(const Row &row, const Review *last = nullptr) {
    AuditScene scene = played(row);
    return findingOf(scene.findings(last), QLatin1String(row.rule),
                     row.rule[0] == 'X' ? QStringLiteral("shop") : QStringLiteral("server-0"));
}

} // namespace

class TestAudit : public QObject {
    Q_OBJECT
private slots:
    void judges_data();
    void judges();
    void everyRuleHasEachCase();
    void withoutInputsNothingIsKnown();
    void rowsAreComplete();
    void comparesWithTheReview();
    void anAcceptedFindingEnds_data();
    void anAcceptedFindingEnds();
    void isOverdueAfterItsDay_data();
    void isOverdueAfterItsDay();
    void acceptancesAreTakenOver();
    void findsTheSameInTheSameFrames();
};

void TestAudit::judges_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(rows)); ++i)
        QTest::addRow("%s %s: %s", rows[i].rule, qPrintable(rulingName(rows[i].ruling)), rows[i].what) << i;
}

void TestAudit::judges() {
    QFETCH(int, index);
    Review last; // to compare habits with
    last.habits[QStringLiteral("server-0")] = {{QStringLiteral("keys"), 100},
                                               {QStringLiteral("lookups"), 1000},
                                               {QStringLiteral("ttl_share"), 0.9},
                                               {QStringLiteral("value_size"), 10'000}};
    const Finding finding = judged(rows[index], &last);
    QVERIFY2(finding.ruling == rows[index].ruling,
             qPrintable(rulingName(finding.ruling) + QStringLiteral(": ") + finding.observed));
    QVERIFY(!finding.observed.isEmpty());
    QVERIFY(!finding.command.isEmpty());
}

void TestAudit::everyRuleHasEachCase() {
    QSet<QString> have;
    for (const Row &row : rows)
        have << QLatin1String(row.rule) + rulingName(row.ruling);
    QSet<QString> ids;
    for (const AuditRule *rule : auditRules()) {
        ids << QLatin1String(rule->id);
        for (const Ruling ruling : {pass, fail})
            QVERIFY2(have.contains(QLatin1String(rule->id) + rulingName(ruling)),
                     qPrintable(QLatin1String(rule->id) + u' ' + rulingName(ruling)));
        // The others are unknown without their inputs, see below.
        const bool hasNeeds = rule->needs.fields[0] || rule->needs.settings[0];
        QVERIFY2(hasNeeds || have.contains(QLatin1String(rule->id) + rulingName(unknown)), rule->id);
    }
    QCOMPARE(ids.size(), qsizetype(80));
    QCOMPARE(auditRules().size(), size_t(80));
}

void TestAudit::withoutInputsNothingIsKnown() {
    for (const AuditRule *rule : auditRules()) {
        if (!rule->needs.fields[0] && !rule->needs.settings[0])
            continue;
        const Finding finding = judged({rule->id, unknown, "", "uptime_in_seconds=1", 10});
        QVERIFY2(finding.ruling == unknown, rule->id);
        QVERIFY2(finding.observed.contains(QLatin1String("needs")), qPrintable(finding.observed));
    }
}

void TestAudit::rowsAreComplete() {
    for (const AuditRule *rule : auditRules())
        for (const char *text :
             {rule->title, rule->threshold, rule->why, rule->command, rule->source, rule->topic})
            QVERIFY2(text && *text, rule->id);
}

void TestAudit::comparesWithTheReview() {
    const Row before{"R02", fail, "",
                     "maxmemory=1e9 used_memory=1e9 keys=100 @maxmemory-policy=noeviction @maxmemory=1e9"};
    AuditScene scene = played(before);
    const Review review = scene.review();
    // As it was.
    QCOMPARE(judged(before, &review).sinceReview, QString());
    // Another policy: what failed is gone, and the change is a finding.
    const Row after{"R02", pass, "",
                    "maxmemory=1e9 used_memory=1e9 keys=100 @maxmemory-policy=allkeys-lru @maxmemory=1e9"};
    AuditScene later = played(after);
    const std::vector<Finding> findings = later.findings(&review);
    const std::vector<Finding> gone = goneSince(review, findings);
    QVERIFY(std::any_of(gone.begin(), gone.end(), [](const Finding &f) { return f.rule == u"R02"; }));
    const Finding drift = findingOf(findings, QStringLiteral("R23"), QStringLiteral("server-0"));
    QCOMPARE(drift.ruling, fail);
    QVERIFY2(drift.observed.contains(u"maxmemory-policy was noeviction at the review"),
             qPrintable(drift.observed));
    QCOMPARE(drift.sinceReview, QStringLiteral("new"));
}

void TestAudit::anAcceptedFindingEnds_data() {
    QTest::addColumn<QString>("until");
    QTest::addColumn<bool>("isDue");
    QTest::newRow("the last day is to come") << "2023-12-31" << false;
    QTest::newRow("on its last day it still holds") << "2023-11-14" << false;
    QTest::newRow("the day after it comes back") << "2023-11-13" << true;
    QTest::newRow("a day that is none accepts nothing") << "soon" << true;
}

void TestAudit::anAcceptedFindingEnds() {
    QFETCH(QString, until);
    QFETCH(bool, isDue);
    const Row row{"R02", fail, "", "maxmemory=1e9 used_memory=1e9 @maxmemory-policy=noeviction"};
    AuditScene scene = played(row); // on 2023-11-14
    Review review = scene.review();
    for (Finding &finding : review.findings)
        if (finding.rule == u"R02")
            finding.accepted = Acceptance{QStringLiteral("a queue"), QStringLiteral("sam"), until};
    const Finding finding = judged(row, &review);
    QCOMPARE(finding.ruling, fail);
    QCOMPARE(finding.isDue(), isDue);
    QCOMPARE(finding.sinceReview.startsWith(QLatin1String("again")), isDue);
}

void TestAudit::isOverdueAfterItsDay_data() {
    QTest::addColumn<QString>("due");
    QTest::addColumn<QString>("now");
    QTest::addColumn<bool>("isDue");
    QTest::newRow("none was agreed") << ""
                                     << "2026-06-01T12:00:00Z" << false;
    QTest::newRow("before") << "2026-06-02"
                            << "2026-06-01T12:00:00Z" << false;
    QTest::newRow("on its day") << "2026-06-01"
                                << "2026-06-01T23:59:59Z" << false;
    QTest::newRow("the day after") << "2026-06-01"
                                   << "2026-06-02T00:00:00Z" << true;
}

void TestAudit::isOverdueAfterItsDay() {
    QFETCH(QString, due);
    QFETCH(QString, now);
    QFETCH(bool, isDue);
    Review review;
    review.due = due;
    QCOMPARE(isOverdue(review, *Instant::fromIso(now)), isDue);
}

void TestAudit::acceptancesAreTakenOver() {
    const Row row{"R02", fail, "", "maxmemory=1e9 used_memory=1e9 @maxmemory-policy=noeviction"};
    AuditScene scene = played(row); // on 2023-11-14
    Review last = scene.review();
    const Finding finding = findingOf(last.findings, QStringLiteral("R02"), QStringLiteral("server-0"));
    const Acceptance acceptance{QStringLiteral("a queue"), QStringLiteral("sam"),
                                QStringLiteral("2023-12-31")};
    const auto mark = [](const Review &review) {
        return findingOf(review.findings, QStringLiteral("R02"), QStringLiteral("server-0")).accepted;
    };
    setAccepted(last, finding, acceptance);
    QCOMPARE(mark(last), std::optional(acceptance));
    Review next = scene.review();
    takeAcceptances(next, last);
    QCOMPARE(mark(next), std::optional(acceptance));
    next = scene.review();
    next.at = *Instant::fromIso(QStringLiteral("2024-01-01T00:00:00Z")); // its day has passed
    takeAcceptances(next, last);
    QVERIFY(!mark(next));
    setAccepted(last, finding, std::nullopt);
    QVERIFY(!mark(last));
    Review empty;
    setAccepted(empty, finding, acceptance);
    QCOMPARE(empty.findings.size(), size_t(1));
}

void TestAudit::findsTheSameInTheSameFrames() {
    const Row row{"R01", fail, "",
                  "maxmemory=0 used_memory=9e9 used_memory_rss=9e9 total_system_memory=16e9"};
    AuditScene one = played(row);
    AuditScene two = played(row);
    QVERIFY(one.findings() == two.findings());
}

QTEST_APPLESS_MAIN(TestAudit)
#include "tst_audit.moc"

#include "audit/auditor.h"

#include "audit/auditrule.h"
#include "format.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Audit", text);
}

// What gives a server's settings and rarer numbers to the account that asks.
QString grantFor(EndpointKind kind) {
    switch (kind) {
    case EndpointKind::Redis:
        return tr("needs the right CONFIG GET, which managed services withhold: "
                  "ACL SETUSER monitor +config|get +slowlog|len");
    case EndpointKind::Memcached:
        return tr("needs stats settings, stats items and stats slabs of memcached itself, not of a proxy");
    case EndpointKind::PostgreSql:
        return tr("needs a role with pg_monitor and, for statements, pg_stat_statements");
    case EndpointKind::MySql:
        return tr("needs PROCESS and SELECT on performance_schema");
    case EndpointKind::OpenMetrics:
        break;
    }
    return tr("an exporter does not tell; name the server itself as an endpoint");
}

// Why the rule cannot judge this case, or nothing.
QString whatIsMissing(const AuditRule &rule, const AuditCase &at) {
    const Observed &seen = at.seen();
    if (seen.readings() == 0)
        return tr("it never answered");
    QStringList missing;
    for (const std::optional<Figure> &figure : rule.needs.fields)
        if (figure && !seen.latest(*figure))
            missing << figure->name();
    for (const char *name : rule.needs.settings)
        if (name && !seen.settings().contains(QLatin1String(name)))
            missing << QLatin1String(name);
    if (!missing.isEmpty())
        return tr("%1 was not in the answers; %2")
            .arg(missing.join(QStringLiteral(", ")), grantFor(at.server().kind));
    const Duration wanted = std::chrono::minutes(rule.needs.minutes);
    if (seen.span() < wanted)
        return tr("watched for %1, needs %2").arg(formatDuration(seen.span()), formatDuration(wanted));
    return {};
}

Judgement judge(const AuditRule &rule, const AuditCase &at) {
    if (at.id)
        if (const QString missing = whatIsMissing(rule, at); !missing.isEmpty())
            return notKnown(missing);
    return rule.judge(at);
}

Finding findingOf(const AuditRule &rule, const AuditCase &at) {
    const Judgement judgement = judge(rule, at);
    Finding finding;
    finding.rule = QLatin1String(rule.id);
    finding.subject = at.subject();
    finding.stack = at.engine.configuration().stacks[at.stack].name;
    finding.gravity = judgement.gravity.value_or(rule.gravity);
    finding.ruling = judgement.ruling;
    finding.title = tr(rule.title);
    finding.observed = judgement.observed;
    finding.threshold = tr(rule.threshold);
    finding.why = tr(rule.why);
    finding.evidence = judgement.evidence;
    finding.command = judgement.command.isEmpty() ? QString::fromUtf8(rule.command) : judgement.command;
    finding.source = QLatin1String(rule.source);
    finding.topic = QLatin1String(rule.topic);
    return finding;
}

// What is no day has ended.
bool hasEnded(const QString &lastDay, Instant now) {
    const auto end = Instant::fromIso(lastDay + QStringLiteral("T23:59:59.999Z"));
    return !end || now > *end;
}

void compare(Finding &finding, const Review &last, Instant now) {
    const Finding *before = last.finding(finding.rule, finding.subject);
    if (finding.ruling != Ruling::Fail)
        return;
    if (!before || before->ruling != Ruling::Fail)
        finding.sinceReview = tr("new");
    else if (before->accepted && hasEnded(before->accepted->until, now))
        finding.sinceReview = tr("again: accepted until %1").arg(before->accepted->until);
    else
        finding.accepted = before->accepted;
}

int rankOf(const Finding &finding) {
    const int ruling = finding.ruling == Ruling::Fail ? 0 : finding.ruling == Ruling::Unknown ? 1 : 2;
    return ruling * 10 - static_cast<int>(finding.gravity);
}

} // namespace

std::vector<const AuditRule *> auditRules() {
    std::vector<const AuditRule *> rules;
    for (const auto family : {redisMemoryRules(), redisTtlRules(), redisServiceRules(), redisChangeRules(),
                              memcachedRules(), postgresRules(), mysqlRules(), crossRules()})
        for (const AuditRule &rule : family)
            rules.push_back(&rule);
    std::stable_sort(rules.begin(), rules.end(), [](const AuditRule *a, const AuditRule *b) {
        return !a->kind ? false
               : !b->kind
                   ? true
                   : std::tuple(*a->kind, QLatin1String(a->id)) < std::tuple(*b->kind, QLatin1String(b->id));
    });
    return rules;
}

bool isOverdue(const Review &review, Instant now) {
    return !review.due.isEmpty() && hasEnded(review.due, now);
}

void setAccepted(Review &review, const Finding &finding, const std::optional<Acceptance> &acceptance) {
    for (Finding &known : review.findings)
        if (known.rule == finding.rule && known.subject == finding.subject) {
            known = finding; // as it was seen when somebody agreed to it
            known.accepted = acceptance;
            return;
        }
    review.findings.push_back(finding);
    review.findings.back().accepted = acceptance;
}

void takeAcceptances(Review &review, const Review &last) {
    for (Finding &finding : review.findings)
        if (const Finding *before = last.finding(finding.rule, finding.subject);
            before && before->accepted && finding.ruling == Ruling::Fail &&
            !hasEnded(before->accepted->until, review.at))
            finding.accepted = before->accepted;
}

void Auditor::observe(const Frame &frame) {
    if (frame.endpoint < m_observed.size())
        m_observed[frame.endpoint].add(frame);
}

std::vector<Finding> Auditor::findings(const Engine &engine, const Review *last) const {
    const Configuration &configuration = engine.configuration();
    std::vector<Finding> findings;
    for (const AuditRule *rule : auditRules()) {
        if (!rule->kind)
            for (size_t stack = 0; stack < configuration.stacks.size(); ++stack)
                findings.push_back(
                    findingOf(*rule, {engine, m_observed, static_cast<StackId>(stack), std::nullopt, last}));
        for (size_t i = 0; rule->kind && i < configuration.endpoints.size(); ++i)
            if (configuration.endpoints[i].kind == *rule->kind)
                findings.push_back(findingOf(*rule, {engine, m_observed, configuration.endpoints[i].stack,
                                                     static_cast<EndpointId>(i), last}));
    }
    if (last)
        for (Finding &finding : findings)
            compare(finding, *last, engine.now());
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return rankOf(a) < rankOf(b); });
    return findings;
}

const Finding *Review::finding(const QString &rule, const QString &subject) const {
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding &finding) {
        return finding.rule == rule && finding.subject == subject;
    });
    return found == findings.end() ? nullptr : &*found;
}

QMap<QString, double> reviewHabits(const Observed &seen) {
    QMap<QString, double> habits;
    const auto keys = seen.latest(Field::Keys);
    if (keys)
        habits[QStringLiteral("keys")] = *keys;
    const auto hits = seen.perSecond(Field::Hits);
    const auto misses = seen.perSecond(Field::Misses);
    if (hits && misses)
        habits[QStringLiteral("lookups")] = *hits + *misses;
    const auto withTtl = seen.latest(Field::KeysWithTtl);
    if (keys && withTtl && *keys > 0)
        habits[QStringLiteral("ttl_share")] = *withTtl / *keys;
    const auto used = seen.latest(Field::UsedMemory);
    if (keys && used && *keys > 0)
        habits[QStringLiteral("value_size")] = *used / *keys;
    return habits;
}

Review Auditor::review(const Engine &engine, std::vector<Finding> findings) const {
    Review review;
    review.at = engine.now();
    review.findings = std::move(findings);
    const std::vector<Endpoint> &endpoints = engine.configuration().endpoints;
    for (size_t i = 0; i < endpoints.size(); ++i) {
        const Observed &seen = m_observed[i];
        review.settings[endpoints[i].name] = seen.settings();
        review.habits[endpoints[i].name] = reviewHabits(seen);
    }
    return review;
}

std::vector<Finding> goneSince(const Review &last, const std::vector<Finding> &now) {
    std::vector<Finding> gone;
    for (const Finding &before : last.findings)
        if (before.ruling == Ruling::Fail)
            for (const Finding &finding : now)
                if (finding.rule == before.rule && finding.subject == before.subject &&
                    finding.ruling == Ruling::Pass)
                    gone.push_back(finding);
    return gone;
}

QString Auditor::basis(const Engine &engine) const {
    const Configuration &configuration = engine.configuration();
    Duration longest{0};
    int readings = 0;
    double lookups = 0;
    for (size_t i = 0; i < configuration.endpoints.size(); ++i) {
        const Observed &seen = m_observed[i];
        longest = std::max(longest, seen.span());
        readings += seen.readings();
        lookups += seen.gained(Field::Hits).value_or(0) + seen.gained(Field::Misses).value_or(0);
    }
    return tr("%1 (servers: %2, stacks: %3): %4 readings, %5 cache lookups")
        .arg(formatDuration(longest))
        .arg(configuration.endpoints.size())
        .arg(configuration.stacks.size())
        .arg(formatNumber(readings), formatNumber(lookups));
}

} // namespace spillway

#include "diagnosis/explanation.h"

#include "format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Diagnosis", text);
}

QString sessions(double value) {
    return formatValue(Unit::Sessions, value);
}

QString wholePercent(double share) {
    return QString::number(std::lround(share * 100)) + QChar(0x00a0) + QLatin1Char('%');
}

// "+3 %", "-12 %"
QString growth(double before, double now) {
    const long percent = std::lround((now / before - 1) * 100);
    return (percent >= 0 ? QStringLiteral("+") : QString()) + QString::number(percent) + QChar(0x00a0) +
           QLatin1Char('%');
}

// A name in front ("cache-1: maxmemory went ...") keeps its own spelling.
QString capitalized(QString text) {
    if (!text.isEmpty() && !text.section(QLatin1Char(' '), 0, 0).endsWith(QLatin1Char(':')))
        text[0] = text[0].toUpper();
    return text;
}

QString headlineOf(Culprit culprit) {
    switch (culprit) {
    case Culprit::Cache:
        return tr("The cache is overloading the database");
    case Culprit::Traffic:
        return tr("Traffic is loading the database");
    case Culprit::Database:
        return tr("The database itself is slower");
    case Culprit::Background:
        return tr("Another client is loading the database");
    case Culprit::None:
    case Culprit::Unknown:
        break;
    }
    return tr("Cannot tell who loads the database");
}

// "Misses caused 14.6 of the 16.2 added active sessions (90 %); traffic 1.0, query cost 0.6."
QString arithmeticOf(const Verdict &verdict) {
    const double added = std::max(verdict.load.value_or(0) - verdict.usualLoad.value_or(0), 0.0);
    struct Part {
        Culprit culprit;
        double share;
        QString name;
        QString subject;
    };
    std::vector<Part> parts{
        {Culprit::Cache, verdict.shares.cache, tr("misses"), tr("Misses")},
        {Culprit::Traffic, verdict.shares.traffic, tr("traffic"), tr("Traffic")},
        {Culprit::Database, verdict.shares.database, tr("query cost"), tr("Query cost")},
        {Culprit::Background, verdict.shares.background, tr("other clients"), tr("Other clients")},
    };
    std::stable_sort(parts.begin(), parts.end(), [&](const Part &a, const Part &b) {
        return (a.culprit == verdict.culprit) != (b.culprit == verdict.culprit) ? a.culprit == verdict.culprit
                                                                                : a.share > b.share;
    });
    QString text = tr("%1 caused %2 of the %3 added active sessions (%4)")
                       .arg(parts[0].subject, sessions(parts[0].share * added), sessions(added),
                            wholePercent(parts[0].share));
    QStringList rest;
    for (size_t i = 1; i < parts.size(); ++i)
        if (parts[i].share * added >= 0.05)
            rest << parts[i].name + QLatin1Char(' ') + sessions(parts[i].share * added);
    return rest.isEmpty() ? text + QLatin1Char('.')
                          : text + QLatin1String("; ") + rest.join(QLatin1String(", ")) + QLatin1Char('.');
}

} // namespace

void explain(Verdict &verdict, const ExplanationInput &in) {
    verdict.headline = headlineOf(verdict.culprit);
    if (verdict.culprit == Culprit::Unknown) {
        verdict.arithmetic =
            in.parts.missesDecide
                ? tr("The added misses explain the load, but lost hits and new content cannot be told apart "
                     "yet.")
                : tr("No cause has 60 % of the added load: misses %1, traffic %2, query cost %3, other %4.")
                      .arg(wholePercent(verdict.shares.cache), wholePercent(verdict.shares.traffic),
                           wholePercent(verdict.shares.database), wholePercent(verdict.shares.background));
        verdict.counterfactual = tr("Do not scale the database before this is known.");
        verdict.doNext = tr("Compare the hit ratio, the lookups and the slowest statements.");
        return;
    }
    verdict.arithmetic = arithmeticOf(verdict);
    if (!in.cause.because.isEmpty())
        verdict.arithmetic += QLatin1Char(' ') + capitalized(in.cause.because) + QLatin1Char('.');
    verdict.doNext = capitalized(in.cause.remedy) + QLatin1Char('.');
    if (verdict.culprit == Culprit::Cache) {
        if (verdict.usualHitRatio && verdict.loadAtUsualHitRatio)
            verdict.counterfactual =
                tr("At the usual hit ratio of %1 the database would now run at %2 sessions. ")
                    .arg(wholePercent(*verdict.usualHitRatio), sessions(*verdict.loadAtUsualHitRatio));
        verdict.counterfactual += tr("Adding database capacity will not cure this.");
    } else if (verdict.culprit == Culprit::Traffic) {
        verdict.counterfactual = tr("The hit ratio is not the cause: %1 now, usually %2.")
                                     .arg(formatValue(Unit::Ratio, verdict.hitRatio),
                                          formatValue(Unit::Ratio, verdict.usualHitRatio));
    } else {
        verdict.counterfactual = tr("Hit ratio and lookups do not explain it; the cache is not to blame.");
    }
}

std::vector<Evidence> argue(const Verdict &verdict, const ExplanationInput &in) {
    std::vector<Evidence> evidence;
    const auto say = [&](EvidenceKind kind, const QString &text) {
        evidence.push_back({std::nullopt, kind, text});
    };
    const bool cache = verdict.culprit == Culprit::Cache;
    if (verdict.hitRatio && verdict.usualHitRatio)
        say(cache == (*verdict.hitRatio < *verdict.usualHitRatio) ? EvidenceKind::For : EvidenceKind::Against,
            tr("hit ratio %1, usually %2")
                .arg(formatValue(Unit::Ratio, verdict.hitRatio),
                     formatValue(Unit::Ratio, verdict.usualHitRatio)));
    if (cache && verdict.leastHitRatio && *verdict.leastHitRatio > 0 && verdict.hitRatio)
        say(*verdict.hitRatio < *verdict.leastHitRatio ? EvidenceKind::For : EvidenceKind::Against,
            tr("this traffic needs a hit ratio of %1, else the database is over its capacity")
                .arg(formatValue(Unit::Ratio, verdict.leastHitRatio)));
    QStringList changes;
    if (in.before.lookups > 0 && in.now.lookups >= 0)
        changes << tr("lookups %1").arg(growth(in.before.lookups, in.now.lookups));
    if (in.before.misses > 0 && in.now.misses >= 0)
        changes << tr("misses %1").arg(growth(in.before.misses, in.now.misses));
    if (in.before.statements > 0 && in.now.statements >= 0)
        changes << tr("transactions %1").arg(growth(in.before.statements, in.now.statements));
    if (!changes.isEmpty())
        say(EvidenceKind::For, changes.join(QLatin1String(", ")));
    if (in.parts.addedMisses > 1 && in.before.statements >= 0)
        say(cache ? EvidenceKind::For : EvidenceKind::Against,
            tr("added transactions per added miss: %1")
                .arg(formatNumber((in.now.statements - in.before.statements) / in.parts.addedMisses)));
    if (verdict.culprit != Culprit::Database && in.now.locked >= 0 && in.now.load > 0)
        say(EvidenceKind::Against, tr("query cost explains %1, locks hold %2 sessions")
                                       .arg(wholePercent(verdict.shares.database), sessions(in.now.locked)));
    return evidence;
}

} // namespace spillway

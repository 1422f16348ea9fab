#include "audittext.h"

#include <algorithm>
#include <array>
#include <map>

namespace spillway {

namespace {

constexpr qsizetype width = 100;
constexpr qsizetype indent = 7; // below the name of the rule

// Broken at spaces; the first line begins with `head`, the others where it ends.
QStringList wrapped(const QString &head, const QString &text) {
    QStringList lines;
    QString line = head;
    bool isFresh = true;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (!isFresh && line.size() + 1 + word.size() > width) {
            lines << line;
            line = QString(head.size(), u' ');
            isFresh = true;
        }
        line += (isFresh ? QString() : QStringLiteral(" ")) + word;
        isFresh = false;
    }
    return lines << line;
}

QStringList row(const char *label, const QString &text) {
    return wrapped(QString(indent, u' ') + QString::fromLatin1(label).leftJustified(9), text);
}

int count(const std::vector<Finding> &findings, Ruling ruling) {
    return static_cast<int>(std::count_if(findings.begin(), findings.end(), [ruling](const Finding &finding) {
        return finding.ruling == ruling;
    }));
}

QStringList textOf(const Finding &finding) {
    QString title = finding.title;
    if (!finding.sinceReview.isEmpty())
        title += QStringLiteral(" (%1)").arg(finding.sinceReview);
    QStringList lines{
        QStringLiteral("  %1  %2  %3").arg(finding.rule, finding.subject.leftJustified(12), title)};
    lines += row("seen", finding.observed);
    for (const QString &evidence : finding.evidence)
        lines += row("", evidence);
    lines += row("limit", finding.threshold);
    lines += row("why", finding.why);
    if (finding.accepted)
        lines += row("accepted",
                     QStringLiteral("until %1 by %2: %3")
                         .arg(finding.accepted->until, finding.accepted->by, finding.accepted->reason));
    else
        lines += row("do", finding.command);
    return lines << QString();
}

// What is missing -> the rules, each with its subjects.
std::map<QString, QStringList> unknownByReason(const std::vector<Finding> &findings) {
    std::map<QString, QStringList> reasons;
    for (const Finding &finding : findings)
        if (finding.ruling == Ruling::Unknown)
            reasons[finding.subject + QStringLiteral(": ") + finding.observed] << finding.rule;
    return reasons;
}

// "2 critical, 1 high"
QString counted(const std::vector<Finding> &findings) {
    QStringList parts;
    for (const Gravity gravity :
         {Gravity::Critical, Gravity::High, Gravity::Medium, Gravity::Low, Gravity::Info}) {
        const auto number =
            std::count_if(findings.begin(), findings.end(), [gravity](const Finding &finding) {
                return finding.ruling == Ruling::Fail && !finding.accepted && finding.gravity == gravity;
            });
        if (number > 0)
            parts << QStringLiteral("%1 %2").arg(number).arg(gravityName(gravity));
    }
    return parts.isEmpty() ? QStringLiteral("No finding") : parts.join(QStringLiteral(", "));
}

QString summary(const std::vector<Finding> &findings) {
    const auto accepted = std::count_if(findings.begin(), findings.end(),
                                        [](const Finding &finding) { return finding.accepted.has_value(); });
    return QStringLiteral("%1; %2 accepted, %3 passed, %4 unknown")
        .arg(counted(findings))
        .arg(accepted)
        .arg(count(findings, Ruling::Pass))
        .arg(count(findings, Ruling::Unknown));
}

QString escaped(QString text) {
    return text.replace(u'|', QStringLiteral("\\|")).replace(u'<', QStringLiteral("&lt;"));
}

} // namespace

QStringList auditText(const AuditReport &report) {
    QStringList lines = wrapped(QStringLiteral("Judged at %1 on ").arg(report.at.toIso()), report.basis);
    lines << QString();
    QString group;
    for (const Finding &finding : report.findings) {
        if (finding.ruling != Ruling::Fail)
            continue;
        if (gravityName(finding.gravity) != group)
            lines << (group = gravityName(finding.gravity));
        lines += textOf(finding);
    }
    for (const Finding &finding : report.gone)
        lines << QStringLiteral("gone   %1  %2  %3: %4")
                     .arg(finding.rule, finding.subject, finding.title, finding.observed);
    if (!report.gone.empty())
        lines << QString();
    if (count(report.findings, Ruling::Unknown) > 0)
        lines << QStringLiteral("unknown");
    for (const auto &[reason, rules] : unknownByReason(report.findings)) {
        lines += wrapped(QStringLiteral("  "), reason);
        lines += wrapped(QStringLiteral("      "), rules.join(u' '));
    }
    if (count(report.findings, Ruling::Unknown) > 0)
        lines << QString();
    return lines << summary(report.findings);
}

QStringList auditMarkdown(const AuditReport &report) {
    QStringList lines{QStringLiteral("# Audit of %1").arg(report.at.toIso()), QString(),
                      QStringLiteral("%1. %2.").arg(report.basis, summary(report.findings)), QString()};
    for (const Finding &finding : report.findings) {
        if (finding.ruling != Ruling::Fail)
            continue;
        lines << QStringLiteral("## %1 %2: %3 (%4)")
                     .arg(finding.rule, escaped(finding.subject), finding.title, gravityName(finding.gravity))
              << QString() << escaped(finding.observed) << QString();
        for (const QString &evidence : finding.evidence)
            lines << QStringLiteral("- ") + escaped(evidence);
        if (!finding.evidence.isEmpty())
            lines << QString();
        lines << QStringLiteral("Limit: %1. %2").arg(finding.threshold, finding.why) << QString();
        if (finding.accepted)
            lines << QStringLiteral("Accepted until %1 by %2: %3")
                         .arg(finding.accepted->until, escaped(finding.accepted->by),
                              escaped(finding.accepted->reason));
        else
            lines << QStringLiteral("    ") + finding.command;
        lines << QString() << QStringLiteral("Source: %1").arg(finding.source) << QString();
    }
    lines << QStringLiteral("## Unknown") << QString() << QStringLiteral("| rules | what is missing |")
          << QStringLiteral("|---|---|");
    for (const auto &[reason, rules] : unknownByReason(report.findings))
        lines << QStringLiteral("| %1 | %2 |").arg(rules.join(u' '), escaped(reason));
    return lines;
}

} // namespace spillway

#include "drill/drillresult.h"

#include "format.h"
#include "plaintext.h"

#include <QCoreApplication>

namespace spillway {

namespace {

constexpr size_t mostListed = 6;

QString tr(const char *text) {
    return QCoreApplication::translate("spillway::DrillResult", text);
}

QString shown(const QString &text) {
    return plainText(text, 600).toHtmlEscaped();
}

QString paragraph(const QString &label, const QString &text) {
    return text.isEmpty() ? QString() : QStringLiteral("<p><b>%1</b><br>%2</p>").arg(label, text);
}

QString whoText(Culprit culprit) {
    switch (culprit) {
    case Culprit::Cache:
        return tr("the cache");
    case Culprit::Traffic:
        return tr("the traffic");
    case Culprit::Database:
        return tr("the database");
    case Culprit::Background:
        return tr("another client");
    default:
        return tr("cannot be told");
    }
}

QString scoreRows(const DrillTruth &truth, const DrillScore &score) {
    const auto row = [](const QString &what, const QString &how) {
        return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(what, how);
    };
    QString rows;
    rows += row(tr("Right culprit"), score.toDiagnosis
                                         ? tr("%1 after the onset").arg(formatDuration(*score.toDiagnosis))
                                         : tr("not named, or not to the end"));
    if (truth.onset)
        rows += row(tr("Onset"), score.onsetError ? tr("%1 off").arg(formatDuration(*score.onsetError))
                                                  : tr("not marked"));
    if (truth.cause)
        rows += row(tr("Cause"), score.isCauseRight ? tr("right") : tr("not named"));
    rows += row(tr("Right move"),
                score.toMove ? tr("%1 after the onset").arg(formatDuration(*score.toMove)) : tr("not made"));
    rows += row(tr("Wrong turns"), QString::number(score.wrongTurns));
    return QStringLiteral("<table>%1</table>").arg(rows);
}

QString explanation(const DrillRun::Task &task) {
    QString answer = whoText(task.truth.culprit);
    if (task.truth.cause)
        answer += QStringLiteral(" (%1)").arg(causeName(*task.truth.cause).replace(u'-', u' '));
    if (task.truth.onset)
        answer += tr(", from %1 UTC").arg(task.truth.onset->clockText());
    QString html = paragraph(tr("What it was"), answer);
    if (task.drill) {
        html += paragraph(tr("The tempting thought"), shown(QLatin1String(task.drill->tempting)));
        html += paragraph(tr("What tells the right one"), shown(QLatin1String(task.drill->proof)));
        html += paragraph(tr("What to do"), shown(QLatin1String(task.drill->remedy)));
    }
    const Verdict &verdict = task.verdict;
    if (verdict.culprit == Culprit::Unknown)
        return html + paragraph(tr("The verdict of Spillway"),
                                tr("None: from what it is shown it blames nobody here."));
    QString said = shown(verdict.headline);
    for (const QString &sentence : {verdict.arithmetic, verdict.counterfactual, verdict.doNext})
        if (!sentence.isEmpty())
            said += QStringLiteral("<br>") + shown(sentence);
    html += paragraph(tr("The verdict of Spillway"), said);
    QString evidence;
    for (const Evidence &item : verdict.evidence) {
        const QString at = item.at ? item.at->clockText() + u' ' : QString();
        evidence += (evidence.isEmpty() ? QString() : QStringLiteral("<br>")) + at + shown(item.text);
    }
    return html + paragraph(tr("Evidence"), evidence);
}

QString historyText(const std::vector<DrillRecord> &history) {
    QString lines;
    for (size_t i = history.size(); i-- > 0 && history.size() - i <= mostListed;)
        lines += QStringLiteral("%1 %2: %3<br>")
                     .arg(history[i].at.toIso().left(10), shown(history[i].drill),
                          tr("%1 points").arg(history[i].score.points));
    return lines;
}

} // namespace

QString drillResultHtml(const DrillRun &run, const std::vector<DrillRecord> &history) {
    const DrillScore &score = run.score();
    return QStringLiteral("<h2>%1</h2>").arg(tr("%1 of 100 points").arg(score.points)) +
           scoreRows(run.task().truth, score) + explanation(run.task()) +
           paragraph(tr("Your last drills"), historyText(history));
}

} // namespace spillway

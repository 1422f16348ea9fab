#include "scorecard.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spillway::lab {

namespace {

bool names(Culprit culprit) {
    return culprit != Culprit::None && culprit != Culprit::Unknown;
}

double quantileOf(std::vector<double> values, double share) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[size_t(std::ceil(share * double(values.size() - 1)))];
}

double daysBetween(Instant from, Instant to) {
    return toSeconds(to - from) / 86'400;
}

QString percent(double share) {
    return QString::number(share * 100, 'f', 1).rightJustified(6);
}

} // namespace

Mark markOf(const Case &made, const Trial &trial) {
    Mark mark;
    const bool incident = trial.impact && !made.culprits.empty();
    // A fault that never mattered is watched as quiet until it begins.
    const Instant quietEnd = made.culprits.empty() ? made.end : made.onset;
    mark.quietDays = daysBetween(made.system.start, quietEnd);
    if (made.culprits.size() == 1)
        mark.truth = *made.culprits.begin();
    Culprit last = Culprit::None;
    std::optional<Instant> named;
    bool wrong = false;
    for (const Said &said : trial.said) {
        const bool isNew = names(said.culprit) && said.culprit != last;
        last = said.culprit;
        if (said.at < quietEnd) {
            mark.falseNames += isNew ? 1 : 0;
            continue;
        }
        if (!incident)
            continue;
        if (isNew && !named) {
            named = said.at;
            mark.first = said.culprit;
            mark.seconds = std::max(0.0, toSeconds(said.at - *trial.impact));
        }
        wrong = wrong || (isNew && !made.culprits.contains(said.culprit));
        if (named && said.at <= *named + 30s && names(said.culprit))
            mark.cause = said.cause;
    }
    if (!incident)
        return mark;
    mark.judgement = wrong ? Judgement::Wrong : named ? Judgement::Right : Judgement::Silent;
    mark.causeRight = mark.cause && made.causes.contains(*mark.cause);
    return mark;
}

void Scorecard::Row::add(const Mark &mark) {
    ++cases;
    falseNames += mark.falseNames;
    if (mark.judgement == Judgement::NoIncident)
        return;
    ++incidents;
    wrong += mark.judgement == Judgement::Wrong ? 1 : 0;
    silent += mark.judgement == Judgement::Silent ? 1 : 0;
    if (mark.judgement != Judgement::Right)
        return;
    ++right;
    seconds.push_back(mark.seconds);
    within15 += mark.seconds <= 15 ? 1 : 0;
    within60 += mark.seconds <= 60 ? 1 : 0;
    cause += mark.causeRight ? 1 : 0;
}

QString Scorecard::Row::text(const QString &name) const {
    return name.leftJustified(26) + QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9 %10\n")
                                        .arg(cases, 5)
                                        .arg(incidents, 5)
                                        .arg(percent(share(within15, incidents)),
                                             percent(share(within60, incidents)),
                                             percent(share(wrong, incidents)),
                                             percent(share(silent, incidents)), percent(share(cause, right)))
                                        .arg(quantileOf(seconds, 0.5), 6, 'f', 1)
                                        .arg(quantileOf(seconds, 0.95), 6, 'f', 1)
                                        .arg(falseNames, 5);
}

void Scorecard::add(const QString &kind, const Mark &mark) {
    if (!m_rows.contains(kind))
        m_order.push_back(kind);
    m_rows[kind].add(mark);
    m_all.add(mark);
    m_quietDays += mark.quietDays;
    if (mark.judgement != Judgement::NoIncident && names(mark.truth))
        ++m_said[{mark.truth, mark.first}];
}

QString Scorecard::confusion() const {
    constexpr std::array truths{Culprit::Cache, Culprit::Traffic, Culprit::Database, Culprit::Background};
    constexpr std::array sayings{Culprit::Cache, Culprit::Traffic, Culprit::Database, Culprit::Background,
                                 Culprit::None};
    QString text = QStringLiteral("first name, one fault   ");
    for (const Culprit said : sayings)
        text += (said == Culprit::None ? QStringLiteral("nobody") : culpritName(said)).rightJustified(11);
    for (const Culprit truth : truths) {
        text += QLatin1Char('\n') + culpritName(truth).leftJustified(24);
        for (const Culprit said : sayings) {
            const auto entry = m_said.find({truth, said});
            text += QString::number(entry == m_said.end() ? 0 : entry->second).rightJustified(11);
        }
    }
    return text + QLatin1Char('\n');
}

QString Scorecard::text() const {
    QString text = QString().leftJustified(26) +
                   QStringLiteral("cases  inc. ok15 % ok60 % wrong%  none% cause% median   p95 s false\n");
    for (const QString &kind : m_order)
        text += m_rows.at(kind).text(kind);
    text += m_all.text(QStringLiteral("all")) + QLatin1Char('\n') + confusion();
    return text + QStringLiteral("false verdicts per quiet day: %1 (%2 in %3 days)\n")
                      .arg(falsePerDay(), 0, 'f', 3)
                      .arg(m_all.falseNames)
                      .arg(m_quietDays, 0, 'f', 1);
}

} // namespace spillway::lab

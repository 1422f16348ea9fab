#include "live/liveplay.h"

#include "live/livetrial.h"
#include "scorecard.h"

#include <algorithm>

namespace spillway::lab {

namespace {

constexpr int nameWidth = 22;

QString judged(const Scenario &scenario, const Mark &mark) {
    if (scenario.culprits.empty())
        return mark.falseNames == 0 ? QStringLiteral("quiet, as it should be")
                                    : QStringLiteral("WRONG: somebody was blamed");
    switch (mark.judgement) {
    case Judgement::Right:
        return QStringLiteral("%1 after %2 s%3")
            .arg(culpritName(mark.first))
            .arg(mark.seconds, 0, 'f', 1)
            .arg(mark.causeRight ? QStringLiteral(", cause %1").arg(causeName(*mark.cause))
                                 : QStringLiteral(", cause %1 is wrong")
                                       .arg(mark.cause ? causeName(*mark.cause) : QStringLiteral("none")));
    case Judgement::Wrong:
        return QStringLiteral("WRONG: %1").arg(culpritName(mark.first));
    case Judgement::Silent:
    case Judgement::NoIncident:
        break;
    }
    return QStringLiteral("SILENT");
}

void tell(QTextStream &out, const LiveTrial &played) {
    for (const Said &said : played.trial.said)
        out << "    " << toSeconds(said.at - played.made.onset) << " s: " << culpritName(said.culprit) << ' '
            << (said.cause ? causeName(*said.cause) : QString()) << "  " << said.arithmetic << '\n';
}

} // namespace

void listScenarios(QTextStream &out) {
    for (const Scenario &scenario : scenarios())
        out << QString::fromUtf8(scenario.name).leftJustified(nameWidth) << scenario.story << '\n';
}

int playScenarios(QTextStream &out, const QStringList &names, const QString &recordings) {
    for (const QString &name : names)
        if (std::none_of(scenarios().begin(), scenarios().end(),
                         [&](const Scenario &one) { return name == QLatin1String(one.name); })) {
            out << "lab: no scenario is called " << name << "; these are:\n";
            listScenarios(out);
            return 2;
        }
    Scorecard card;
    for (const Scenario &scenario : scenarios()) {
        const QString name = QString::fromUtf8(scenario.name);
        if (!names.isEmpty() && !names.contains(name))
            continue;
        out << name.leftJustified(nameWidth) << Qt::flush;
        const Outcome<LiveTrial> played = playLive(scenario, recordings);
        if (!played) {
            out << "not played: " << played.failure().what << '\n' << Qt::flush;
            return 2;
        }
        const Mark mark = markOf(played->made, played->trial);
        card.add(name, mark);
        out << judged(scenario, mark) << '\n';
        const bool good =
            scenario.culprits.empty() ? mark.falseNames == 0 : mark.judgement == Judgement::Right;
        if (!good || names.size() == 1)
            tell(out, *played);
        out.flush();
    }
    out << '\n' << card.text();
    return card.wrong() > 0 || card.silent() > 0 || card.falsePerDay() > 0 ? 1 : 0;
}

} // namespace spillway::lab

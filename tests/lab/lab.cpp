// The score of the verdict, on simulated incidents or on real servers:
//   lab --score [--held-out] [--ablate] [--seeds N] [--days N] [--kind TEXT] [--tell]
//   lab SCENARIO... | --live [--record FOLDER] | --list

#include "campaign.h"
#include "live/liveplay.h"
#include "seeds.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

using namespace spillway;
using namespace spillway::lab;

namespace {

QString nameOf(Judgement judgement) {
    switch (judgement) {
    case Judgement::NoIncident:
        return QStringLiteral("no incident");
    case Judgement::Right:
        return QStringLiteral("right");
    case Judgement::Wrong:
        return QStringLiteral("wrong");
    case Judgement::Silent:
        return QStringLiteral("silent");
    }
    return {};
}

// What was said in the trials that did not go well, to learn from.
void tell(QTextStream &out, QLatin1String kind, quint64 seed, const Case &made, const Trial &trial,
          const Mark &mark) {
    const bool good = mark.judgement == Judgement::Right && mark.seconds <= 15 && mark.causeRight;
    if ((good || mark.judgement == Judgement::NoIncident) && mark.falseNames == 0)
        return;
    const StackTraits &traits = made.system.traits;
    const Instant zero = trial.impact.value_or(made.onset);
    out << kind << " #" << seed << ": " << nameOf(mark.judgement) << ", cores " << traits.database.cores
        << " (told x" << traits.statedCores << "), use " << made.system.use << ", lookups "
        << traits.traffic.lookupsPerSecond << ", misses " << made.system.missesPerSecond << ", users "
        << traits.traffic.users << ", retries " << traits.traffic.retryShare << ", onset "
        << toSeconds(made.onset - zero) << " s\n";
    for (const Said &said : trial.said)
        if (said.culprit != Culprit::None || said.at >= made.onset)
            out << "    " << toSeconds(said.at - zero) << " s: " << culpritName(said.culprit) << ' '
                << (said.cause ? causeName(*said.cause) : QString()) << "  " << said.arithmetic << '\n';
    out.flush();
}

void score(QTextStream &out, Campaign campaign, const char *title, Method method) {
    campaign.method = method;
    const Scorecard card = run(campaign);
    out << title << "\n\n" << card.text() << '\n';
    out.flush();
}

} // namespace

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption scoring(QStringLiteral("score"),
                                     QStringLiteral("Score the verdict (the default)."));
    const QCommandLineOption heldOut(QStringLiteral("held-out"),
                                     QStringLiteral("Use the seeds that nothing was tuned on."));
    const QCommandLineOption ablate(QStringLiteral("ablate"),
                                    QStringLiteral("Score decomposition and onset alone as well."));
    const QCommandLineOption seeds(QStringLiteral("seeds"), QStringLiteral("Systems per kind."),
                                   QStringLiteral("N"), QStringLiteral("20"));
    const QCommandLineOption days(QStringLiteral("days"), QStringLiteral("Quiet days."), QStringLiteral("N"),
                                  QStringLiteral("20"));
    const QCommandLineOption kind(QStringLiteral("kind"), QStringLiteral("Only kinds named like this."),
                                  QStringLiteral("TEXT"));
    const QCommandLineOption telling(QStringLiteral("tell"), QStringLiteral("Tell each trial that missed."));
    const QCommandLineOption live(QStringLiteral("live"),
                                  QStringLiteral("Play every scenario on real servers."));
    const QCommandLineOption list(QStringLiteral("list"), QStringLiteral("List the scenarios."));
    parser.addPositionalArgument(QStringLiteral("SCENARIO"), QStringLiteral("Play it on real servers."),
                                 QStringLiteral("[SCENARIO...]"));
    const QCommandLineOption record(QStringLiteral("record"),
                                    QStringLiteral("Keep a recording of each scenario."),
                                    QStringLiteral("FOLDER"));
    parser.addOptions({live, list, record});
    parser.addOptions({scoring, heldOut, ablate, seeds, days, kind, telling});
    parser.addHelpOption();
    parser.process(app);
    QTextStream out(stdout);
    if (parser.isSet(list)) {
        listScenarios(out);
        return 0;
    }
    if (parser.isSet(live) || !parser.positionalArguments().isEmpty())
        return playScenarios(out, parser.positionalArguments(), parser.value(record));
    Campaign campaign;
    campaign.firstSeed = parser.isSet(heldOut) ? heldOutSeeds : tuningSeeds;
    campaign.seeds = parser.value(seeds).toInt();
    campaign.days = parser.value(days).toInt();
    campaign.only = parser.value(kind);
    if (parser.isSet(telling))
        campaign.watch = [&out](QLatin1String name, quint64 seed, const Case &made, const Trial &trial,
                                const Mark &mark) { tell(out, name, seed, made, trial, mark); };
    const QString which = parser.isSet(heldOut) ? QStringLiteral("held-out") : QStringLiteral("tuning");
    out << which << " seeds from " << campaign.firstSeed << ", " << campaign.seeds << " of each kind\n";
    score(out, campaign, "The diagnosis", Method::Whole);
    if (parser.isSet(ablate)) {
        score(out, campaign, "Decomposition alone", Method::Decomposition);
        score(out, campaign, "Onset alone", Method::Onset);
        score(out, campaign, "Decomposition and onset, without the rest", Method::DecompositionAndOnset);
    }
    return 0;
}

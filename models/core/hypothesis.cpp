#include "hypothesis.h"

#include "format.h"

#include <array>

namespace spillway {

namespace {

struct Wording {
    Culprit culprit;
    const char *who;
};

constexpr std::array<Wording, 4> wordings{{
    {Culprit::Cache, "the cache"},
    {Culprit::Traffic, "the traffic"},
    {Culprit::Database, "the database"},
    {Culprit::Background, "another client"},
}};

bool blames(const Verdict &verdict) {
    return verdict.culprit != Culprit::None && verdict.culprit != Culprit::Unknown;
}

bool concern(const QString &one, const QString &other) {
    return one.isEmpty() || other.isEmpty() || one == other;
}

double shareOf(Culprit culprit, const Shares &shares) {
    switch (culprit) {
    case Culprit::Cache:
        return shares.cache;
    case Culprit::Traffic:
        return shares.traffic;
    case Culprit::Database:
        return shares.database;
    case Culprit::Background:
        return shares.background;
    default:
        return 0;
    }
}

QString whoOf(Culprit culprit) {
    for (const Wording &wording : wordings)
        if (wording.culprit == culprit)
            return QLatin1String(wording.who);
    return {};
}

// The verdict says "usual": what went before is over.
bool ends(const Event &event, const QString &stack) {
    const auto *verdict = std::get_if<Verdict>(&event.what);
    return verdict && verdict->culprit == Culprit::None && concern(event.stack, stack);
}

void weigh(Hypothesis &hypothesis, const Verdict &verdict, Instant at) {
    if (!blames(verdict))
        return;
    hypothesis.isWrong = verdict.culprit != hypothesis.culprit;
    std::optional<Instant> &first = hypothesis.isWrong ? hypothesis.refuted : hypothesis.confirmed;
    if (!first)
        first = at;
}

} // namespace

QString hypothesisText(Culprit culprit) {
    const QString who = whoOf(culprit);
    return who.isEmpty() ? QString() : QStringLiteral("We think it is %1.").arg(who);
}

std::optional<Culprit> hypothesisIn(const QString &noteText) {
    for (const Wording &wording : wordings)
        if (noteText.startsWith(hypothesisText(wording.culprit)))
            return wording.culprit;
    return std::nullopt;
}

std::vector<Hypothesis> hypothesesOf(const std::vector<Event> &timeline, Instant end) {
    std::vector<Hypothesis> found;
    for (size_t i = 0; i < timeline.size(); ++i) {
        const auto *note = std::get_if<NoteEvent>(&timeline[i].what);
        const auto culprit = note ? hypothesisIn(timeline[i].text) : std::nullopt;
        if (!culprit)
            continue;
        Hypothesis hypothesis{timeline[i].at, timeline[i].stack, note->author, *culprit, {}, {}, end, false};
        // The verdict that was in force.
        for (size_t j = i; j-- > 0;) {
            const auto *verdict = std::get_if<Verdict>(&timeline[j].what);
            if (!verdict || !concern(timeline[j].stack, hypothesis.stack))
                continue;
            weigh(hypothesis, *verdict, hypothesis.at);
            break;
        }
        for (size_t j = i + 1; j < timeline.size(); ++j) {
            const Event &later = timeline[j];
            const bool isNext = std::holds_alternative<NoteEvent>(later.what) &&
                                concern(later.stack, hypothesis.stack) && hypothesisIn(later.text);
            if (isNext || ends(later, hypothesis.stack)) {
                hypothesis.until = later.at;
                break;
            }
            if (const auto *verdict = std::get_if<Verdict>(&later.what);
                verdict && concern(later.stack, hypothesis.stack))
                weigh(hypothesis, *verdict, later.at);
        }
        found.push_back(hypothesis);
    }
    return found;
}

Standing standingOf(Culprit hypothesis, const Verdict &verdict) {
    Standing standing;
    if (!blames(verdict))
        return standing;
    const double share = shareOf(hypothesis, verdict.shares);
    const QString part =
        QStringLiteral("%1 caused %2 of the added load").arg(whoOf(hypothesis), formatPercent(share));
    (verdict.culprit == hypothesis ? standing.pro : standing.contra)
        << part.left(1).toUpper() + part.mid(1) + u'.';
    const bool isSame = verdict.culprit == hypothesis;
    if (!verdict.arithmetic.isEmpty())
        (isSame ? standing.pro : standing.contra) << verdict.arithmetic;
    // What speaks for the verdict speaks for the hypothesis if they name the same.
    for (const Evidence &evidence : verdict.evidence) {
        if (evidence.kind == EvidenceKind::Missing || evidence.kind == EvidenceKind::Alert)
            continue;
        const bool isFor = (evidence.kind != EvidenceKind::Against) == isSame;
        (isFor ? standing.pro : standing.contra) << evidence.text;
    }
    return standing;
}

} // namespace spillway

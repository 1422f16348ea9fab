#include "drill/drillscore.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr double mostForCulprit = 40;
constexpr double mostForOnset = 20;
constexpr double forCause = 10;
constexpr double mostForMove = 30;
constexpr double priceOfWrongTurn = 10;

// All up to `full`, nothing from `none` on, and evenly less in between.
double share(std::optional<Duration> took, Duration full, Duration none) {
    if (!took)
        return 0;
    const double over = toSeconds(*took - full) / toSeconds(none - full);
    return 1 - std::clamp(over, 0.0, 1.0);
}

bool isRight(const DrillTruth &truth, DrillMove move) {
    return std::find(truth.moves.begin(), truth.moves.end(), move) != truth.moves.end();
}

} // namespace

DrillScore scoreOf(const DrillTruth &truth, Instant start, const std::vector<DrillDeed> &deeds) {
    const Instant onset = truth.onset.value_or(start);
    const auto since = [onset](Instant at) { return std::max(at - onset, Duration(0)); };
    DrillScore score;
    for (const DrillDeed &deed : deeds) {
        if (const auto *marked = std::get_if<OnsetMarked>(&deed.what)) {
            score.onsetError = marked->onset > onset ? marked->onset - onset : onset - marked->onset;
        } else if (const auto *named = std::get_if<CulpritNamed>(&deed.what)) {
            if (named->culprit != truth.culprit) {
                ++score.wrongTurns;
                score.toDiagnosis.reset();
            } else if (!score.toDiagnosis) {
                score.toDiagnosis = since(deed.at);
            }
        } else if (const auto *cause = std::get_if<CauseNamed>(&deed.what)) {
            score.isCauseRight = truth.cause && cause->cause == truth.cause;
        } else if (const auto *made = std::get_if<MoveMade>(&deed.what)) {
            if (!isRight(truth, made->move))
                ++score.wrongTurns;
            else if (!score.toMove)
                score.toMove = since(deed.at);
        }
    }
    const bool isOnsetGiven = !truth.onset; // nothing to find
    if (isOnsetGiven)
        score.onsetError.reset();
    double points = mostForCulprit * share(score.toDiagnosis, 2min, 30min);
    points += mostForMove * share(score.toMove, 2min, 30min);
    // What is not asked for comes with the culprit.
    points += mostForOnset *
              (isOnsetGiven ? double(score.toDiagnosis.has_value()) : share(score.onsetError, 30s, 10min));
    points += forCause * double(truth.cause ? score.isCauseRight : score.toDiagnosis.has_value());
    points -= priceOfWrongTurn * score.wrongTurns;
    score.points = std::clamp(int(std::lround(points)), 0, 100);
    return score;
}

} // namespace spillway

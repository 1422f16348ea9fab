#pragma once
// What is behind a verdict: the cause, from discrete facts first and from the shape of the numbers
// otherwise, with the sentence that explains it and what to do about it.

#include "diagnosis/attribution.h"
#include "diagnosis/facts.h"
#include "diagnosis/quantities.h"

namespace spillway {

struct CauseFound {
    std::optional<Cause> cause;
    QString because; // a sentence, or empty
    QString remedy;  // an imperative: "restore the memory limit"
};

struct CauseInput {
    const Facts &facts;
    const Usual &usual;
    const Attribution &attribution;
    Tick now; // recent means
    Instant onset;
    Instant at;
    bool cacheUnavailable = false;
};

// How strongly the discrete facts near the onset say that hits were lost, in logits.
double eventEvidence(const Facts &facts, const Usual &usual, const Tick &now, Instant onset, Instant at);

CauseFound causeOf(Culprit culprit, const CauseInput &input);

} // namespace spillway

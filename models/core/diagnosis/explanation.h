#pragma once
// The words of a verdict: who, by how much, since when, what it would be otherwise, what to do and what
// not. Short, exact, for 3 a.m.; every claim carries its number.

#include "diagnosis/attribution.h"
#include "diagnosis/cause.h"
#include "verdict.h"

#include <vector>

namespace spillway {

struct ExplanationInput {
    const Attribution &parts;
    const CauseFound &cause;
    const Usual &usual;
    Tick now;
    Tick before;
};

// Fills headline, arithmetic, counterfactual, doNext of a verdict whose numbers stand already.
void explain(Verdict &verdict, const ExplanationInput &input);
// Sentences for and against, from the numbers.
std::vector<Evidence> argue(const Verdict &verdict, const ExplanationInput &input);

} // namespace spillway

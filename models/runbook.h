#pragma once
// The built-in pages: which topic helps with what, and a page with the live numbers of a stack in place of
// its named placeholders. Pure; the pages themselves are resources of the interface.

#include "engine.h"

namespace spillway {

// "{misses}" is replaced by the number of that metric now, "{usual_load}" and the like by the verdict's;
// what is not known is called unknown.
QString filledIn(QString page, const Engine &engine, StackId stack);

// Of the open alert of the stack that is worst, else of the verdict's cause.
QString topicFor(const Engine &engine, StackId stack);
QString topicOf(const Verdict &verdict);

} // namespace spillway

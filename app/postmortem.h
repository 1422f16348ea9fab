#pragma once
// The draft of a postmortem as Markdown: what happened when, what was believed, the verdicts with their
// arithmetic, what the audit found, and what to do. Facts only; what people must add is marked as such.

#include "audit/auditor.h"

namespace spillway {

// A picture that the text refers to by its name.
struct PostmortemPicture {
    QString name; // "lanes-1.png"
    StackId stack = 0;
    Instant from;
    Instant to;
};

struct Postmortem {
    QString markdown;
    std::vector<PostmortemPicture> pictures;
};

// title: of the recording. pictureFolder stands before the names of pictures.
Postmortem draftPostmortem(const Engine &engine, const Auditor &auditor, const QString &title,
                           const QString &pictureFolder);

} // namespace spillway

#pragma once
// A review as text that suits version control: one JSON object a line, settings and findings in a fixed
// order, so that a diff of two reviews says what changed. Somebody accepts a finding by adding
//   "accepted":{"reason":"...","by":"...","until":"2026-12-31"}
// to its line. What `spillway audit --format json` prints is such a file.

#include "audit/review.h"
#include "outcome.h"

namespace spillway {

QByteArray toJsonLines(const Review &review);
// Names the line of what it cannot read.
Outcome<Review> readReview(const QByteArray &text);
Outcome<Review> loadReview(const QString &path);
// Whole or not at all.
std::optional<Failure> saveReview(const QString &path, const Review &review);
// Of a configuration or a recording: spillway.toml has spillway.review.
QString reviewBeside(const QString &path);

} // namespace spillway

#pragma once
// Findings of the audit as text for a terminal and as Markdown, worst first, unknown ones gathered by
// what is missing.

#include "audit/review.h"

#include <QStringList>

namespace spillway {

struct AuditReport {
    QString basis; // on what it rests
    Instant at;
    std::vector<Finding> findings;
    std::vector<Finding> gone; // since the review
};

QStringList auditText(const AuditReport &report);
QStringList auditMarkdown(const AuditReport &report);

} // namespace spillway

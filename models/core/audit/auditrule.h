#pragma once
// The rule book of the audit as rows: what each checks, what it needs for that, why it matters, and the
// command that cures it, which is printed and never run. One table per family.

#include "audit/auditcase.h"

#include <array>
#include <span>

namespace spillway {

// What must have been seen before a rule can judge; otherwise it says unknown, and what is missing.
struct Needs {
    std::array<std::optional<Figure>, 5> fields = {};
    std::array<const char *, 3> settings = {};
    int minutes = 0; // watched at least so long
};

struct AuditRule {
    const char *id;
    std::optional<EndpointKind> kind; // unset: a stack as a whole
    Gravity gravity;
    const char *title;
    const char *threshold; // when it fails
    const char *why;
    const char *command; // or, in words, what to do where no command does it
    const char *source;
    const char *topic;
    Needs needs = {};
    Judgement (*judge)(const AuditCase &);
};

std::span<const AuditRule> redisMemoryRules();
std::span<const AuditRule> redisTtlRules();
std::span<const AuditRule> redisServiceRules();
std::span<const AuditRule> redisChangeRules();
std::span<const AuditRule> memcachedRules();
std::span<const AuditRule> postgresRules();
std::span<const AuditRule> mysqlRules();
std::span<const AuditRule> crossRules();

// All of them, in the order of the catalogue.
std::vector<const AuditRule *> auditRules();

} // namespace spillway

#include "workstation/questions.h"

#include "format.h"
#include "plaintext.h"
#include "workstation/clocktime.h"
#include "workstation/entryline.h"
#include "workstation/marks.h"
#include "workstation/navigation.h"
#include "workstation/whatif.h"

#include <algorithm>

namespace spillway {

namespace {
constexpr int longestNote = 400;
}

Questions::Questions(Session *session, Navigation *navigation, WhatIf *whatIf, EntryLine *entry)
    : QObject(entry)
    , m_session(session)
    , m_navigation(navigation)
    , m_whatIf(whatIf)
    , m_entry(entry) {}

void Questions::askNote(const QString &stack) {
    const Instant at = m_navigation->moment();
    const QString question =
        tr("Note on %1 at %2 UTC").arg(plainText(stack, 40), momentText(at, m_session->mode()));
    m_entry->ask(question, tr("What happened, or what was done"), [this, at, stack](const QString &text) {
        if (!text.isEmpty())
            m_session->addNote(stack, plainText(text, longestNote), at);
        return QString();
    });
}

void Questions::askMoment() {
    const TimeSpan extent = m_navigation->extent();
    const QString from = momentText(extent.from, m_session->mode());
    const QString to = momentText(extent.to, m_session->mode());
    m_entry->ask(tr("Go to a time, from %1 to %2 UTC").arg(from, to), tr("10:02:41"),
                 [this, extent, from, to](const QString &text) {
                     const auto at = typedMoment(text, extent, m_navigation->position());
                     if (!at)
                         return tr("Not a time; write it as 10:02:41, or as 2024-03-03 10:02:41.");
                     if (*at < extent.from || *at > extent.to)
                         return tr("%1 is outside; there are data from %2 to %3.")
                             .arg(momentText(*at, Session::Mode::Replay), from, to);
                     m_navigation->goTo(*at);
                     return QString();
                 });
}

void Questions::askThreshold(const std::vector<size_t> &rules) {
    if (rules.empty())
        return;
    const auto next = std::find_if(rules.begin(), rules.end(),
                                   [this](size_t rule) { return m_askedRule && rule > *m_askedRule; });
    const size_t rule = next == rules.end() ? rules.front() : *next;
    m_askedRule = rule;
    const Rule &asked = m_session->configuration().rules[rule];
    const QString now = formatValue(asked.metric, asked.threshold);
    m_entry->ask(
        tr("Another threshold for %1, now %2; T again: the next rule").arg(plainText(asked.name, 40), now),
        now, [this, rule](const QString &text) {
            QString number = text;
            number.remove(u'%');
            bool isNumber = false;
            const double percent = number.trimmed().toDouble(&isNumber);
            if (!isNumber || percent < 0 || percent > 100)
                return tr("Not a percentage from 0 to 100.");
            m_whatIf->tryOut(rule, percent / 100);
            return QString();
        });
}

} // namespace spillway

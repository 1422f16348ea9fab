#include "workstation/decisions.h"

#include "format.h"
#include "plaintext.h"
#include "workstation/entryline.h"
#include "workstation/noticebar.h"

#include <QMenu>
#include <QRegularExpression>

namespace spillway {

namespace {

constexpr int longestComment = 200;
constexpr Duration shortestSnooze = 1min;
constexpr Duration longestSnooze = std::chrono::hours(7 * 24);

QString notInAReplay() {
    return Decisions::tr("A recording stays as it was decided: alerts are acknowledged and snoozed live.");
}

} // namespace

std::optional<Duration> typedSnooze(const QString &text) {
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})\\s*(s|min|m|h|d)$"));
    const QRegularExpressionMatch match = form.match(text.trimmed().toLower());
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    const Duration one = unit == QLatin1String("s")   ? Duration(1s)
                         : unit == QLatin1String("h") ? Duration(1h)
                         : unit == QLatin1String("d") ? Duration(24h)
                                                      : Duration(1min);
    const Duration length = one * match.captured(1).toInt();
    return length >= shortestSnooze && length <= longestSnooze ? std::optional(length) : std::nullopt;
}

const std::vector<Duration> &Decisions::usualSnoozes() {
    static const std::vector<Duration> lengths{15min, 1h, 4h};
    return lengths;
}

Decisions::Decisions(Session *session, EntryLine *entry)
    : QObject(entry)
    , m_session(session)
    , m_entry(entry) {}

bool Decisions::mayDecide() {
    const bool isLive = m_session->mode() == Session::Mode::Live;
    if (!isLive)
        emit refused(notInAReplay());
    return isLive;
}

QString Decisions::named(const Subject &subject) const {
    const QString stack = plainText(m_session->configuration().stacks[subject.stack].name, 40);
    return subject.rule.isEmpty() ? tr("all alerts of %1").arg(stack)
                                  : tr("%1 of %2").arg(plainText(subject.rule, 40), stack);
}

void Decisions::acknowledge(const Subject &subject) {
    if (!mayDecide())
        return;
    m_entry->ask(tr("Acknowledge %1").arg(named(subject)), tr("What is known of it, or nothing"),
                 [this, subject](const QString &text) {
                     m_session->acknowledge(subject.stack, subject.rule, plainText(text, longestComment));
                     return QString();
                 });
}

void Decisions::snooze(const Subject &subject) {
    if (!mayDecide())
        return;
    m_entry->ask(tr("Snooze %1 for how long").arg(named(subject)), tr("15m, 1h, 4h or another time"),
                 [this, subject](const QString &text) {
                     const std::optional<Duration> length = typedSnooze(text);
                     if (!length)
                         return tr("Not a time from a minute to a week; write it as 15m, 1h or 4h.");
                     m_session->snooze(subject.stack, subject.rule, *length);
                     return QString();
                 });
}

void Decisions::snoozeFor(const Subject &subject, Duration length) {
    if (mayDecide())
        m_session->snooze(subject.stack, subject.rule, length);
}

void Decisions::unsnooze(const Subject &subject) {
    if (mayDecide())
        m_session->unsnooze(subject.stack, subject.rule);
}

void Decisions::takeFrom(NoticeBar *notices) {
    connect(notices, &NoticeBar::acknowledged, this,
            [this](const Notice &notice) { m_session->acknowledge(notice.stack, QString()); });
    connect(notices, &NoticeBar::snoozed, this, [this](const Notice &notice, Duration length) {
        m_session->snooze(notice.stack, QString(), length);
    });
}

void Decisions::addTo(std::vector<Shortcuts::Entry> &entries, StackId stack) {
    for (const Duration length : usualSnoozes())
        entries.push_back(
            {QString(), tr("Snooze the stack for %1").arg(formatDuration(length)), [this, stack, length] {
                 snoozeFor({stack, QString()}, length);
             }});
}

void Decisions::fill(QMenu *menu, const Subject &subject, bool isSnoozed) {
    if (m_session->mode() != Session::Mode::Live) {
        menu->addAction(notInAReplay())->setEnabled(false);
        return;
    }
    menu->addAction(tr("Acknowledge…"), this, [this, subject] { acknowledge(subject); });
    for (const Duration length : usualSnoozes())
        menu->addAction(tr("Snooze for %1").arg(formatDuration(length)), this,
                        [this, subject, length] { snoozeFor(subject, length); });
    menu->addAction(tr("Snooze for…"), this, [this, subject] { snooze(subject); });
    if (isSnoozed)
        menu->addAction(tr("Snooze no more"), this, [this, subject] { unsnooze(subject); });
}

} // namespace spillway

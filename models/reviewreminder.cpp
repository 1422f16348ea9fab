#include "reviewreminder.h"

#include "notifier.h"
#include "reviewfile.h"
#include "session.h"

namespace spillway {

ReviewReminder::ReviewReminder(Session *session, Notifier *notifier, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_notifier(notifier) {
    connect(session, &Session::frameConsumed, this, [this](const Frame &frame) { look(frame.at); });
}

void ReviewReminder::look(Instant now) {
    constexpr qint64 msOfDay = 86'400'000;
    if (now.ms() / msOfDay == m_day || m_session->reviewFile().isEmpty())
        return;
    m_day = now.ms() / msOfDay;
    // Read again each day: somebody may have signed another one off.
    const Outcome<Review> review = loadReview(m_session->reviewFile());
    if (!review || !isOverdue(*review, now))
        return;
    const QString owner = review->owner.isEmpty() ? tr("nobody has taken it") : review->owner;
    const QString what = tr("The review of the audit was due on %1 (%2).").arg(review->due, owner);
    m_session->addNote(QString(), what, now);
    if (!m_notifier)
        return;
    Notice notice;
    notice.incident = QStringLiteral("review");
    notice.at = now;
    notice.urgency = Urgency::Low;
    notice.title = tr("The review of the audit is overdue");
    notice.body = what + u' ' + tr("Look at the page Audit and sign it off.");
    m_notifier->show(notice);
}

} // namespace spillway

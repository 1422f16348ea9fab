#pragma once
// Says once a day, by the time of the frames, that the review of the audit is overdue: as a notice, and as a
// note in the timeline. Live only. Owned by whoever owns the session, which outlives it; GUI thread.

#include "instant.h"

#include <QObject>

namespace spillway {

class Notifier;
class Session;

class ReviewReminder : public QObject {
    Q_OBJECT
public:
    // The notifier may be null.
    ReviewReminder(Session *session, Notifier *notifier, QObject *parent = nullptr);

private:
    void look(Instant now);

    Session *m_session;
    Notifier *m_notifier;
    qint64 m_day = 0; // on which it was looked last, since 1970
};

} // namespace spillway

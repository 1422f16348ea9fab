#pragma once
// What the user decides about alerts: acknowledging with a comment, snoozing for a while and taking that
// back. Asks for what is missing in one line, and says why a recording cannot be decided about. Owned by the
// workstation.

#include "session.h"
#include "workstation/shortcuts.h"

#include <optional>
#include <vector>

class QMenu;

namespace spillway {

class EntryLine;
class NoticeBar;

// "15m", "1 h", "90 min", "2d": from a minute to a week; nullopt for anything else.
std::optional<Duration> typedSnooze(const QString &text);

class Decisions : public QObject {
    Q_OBJECT
public:
    // An empty rule means every open alert of the stack.
    struct Subject {
        StackId stack = 0;
        QString rule;
    };
    static const std::vector<Duration> &usualSnoozes();

    Decisions(Session *session, EntryLine *entry);

    void acknowledge(const Subject &subject); // asks for a comment, which may be empty
    void snooze(const Subject &subject);      // asks for how long
    void snoozeFor(const Subject &subject, Duration length);
    void unsnooze(const Subject &subject);
    void takeFrom(NoticeBar *notices); // what is answered there
    // The usual snoozes of a stack.
    void addTo(std::vector<Shortcuts::Entry> &entries, StackId stack);
    // All that can be decided about one alert.
    void fill(QMenu *menu, const Subject &subject, bool isSnoozed);

signals:
    void refused(const QString &why);

private:
    bool mayDecide();
    QString named(const Subject &subject) const;

    Session *m_session;
    EntryLine *m_entry;
};

} // namespace spillway

#pragma once
// What the user is asked for in one line: a note, a time to go to, a threshold to try out; and what is done
// with the answer. Owned by the workstation.

#include "session.h"

#include <optional>
#include <vector>

namespace spillway {

class EntryLine;
class Navigation;
class WhatIf;

class Questions : public QObject {
    Q_OBJECT
public:
    Questions(Session *session, Navigation *navigation, WhatIf *whatIf, EntryLine *entry);

    EntryLine *entry() const { return m_entry; }
    void askNote(const QString &stack); // on the moment in view
    void askMoment();
    void askThreshold(const std::vector<size_t> &rules); // of the next one each time

private:
    Session *m_session;
    Navigation *m_navigation;
    WhatIf *m_whatIf;
    EntryLine *m_entry;
    std::optional<size_t> m_askedRule;
};

} // namespace spillway

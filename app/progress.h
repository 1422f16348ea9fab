#pragma once
// How far a long piece of work is, on standard error: only on a terminal, and only when it takes longer
// than a second.

#include "instant.h"

#include <QElapsedTimer>

namespace spillway {

class Progress {
public:
    Progress(Instant from, Instant to);
    ~Progress(); // leaves a clean line

    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    void reach(Instant at);

private:
    Instant m_from;
    Instant m_to;
    QElapsedTimer m_sinceStart;
    qint64 m_nextShown = 0; // milliseconds after the start
    bool m_isShown = false;
};

} // namespace spillway

#include "progress.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <unistd.h>

namespace spillway {

namespace {

constexpr qint64 patience = 1000;
constexpr qint64 every = 200;

} // namespace

Progress::Progress(Instant from, Instant to)
    : m_from(from)
    , m_to(to)
    , m_nextShown(::isatty(STDERR_FILENO) ? patience : std::numeric_limits<qint64>::max()) {
    m_sinceStart.start();
}

Progress::~Progress() {
    if (m_isShown)
        std::fputs("\r      \r", stderr);
}

void Progress::reach(Instant at) {
    if (m_sinceStart.elapsed() < m_nextShown)
        return;
    m_nextShown = m_sinceStart.elapsed() + every;
    m_isShown = true;
    const double whole = std::max(toSeconds(m_to - m_from), 0.001);
    const double share = std::clamp(toSeconds(at - m_from) / whole, 0.0, 1.0);
    std::fprintf(stderr, "\r%3.0f %%", share * 100);
}

} // namespace spillway

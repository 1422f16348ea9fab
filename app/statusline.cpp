#include "statusline.h"

#include <cstdio>
#include <unistd.h>

namespace spillway {

namespace {

constexpr qsizetype widest = 79; // a line that wraps cannot be renewed

} // namespace

StatusLine::StatusLine()
    : m_isShown(::isatty(STDERR_FILENO) == 1) {}

void StatusLine::show(const QString &text) {
    if (!m_isShown)
        return;
    clear();
    const QString line = text.left(widest);
    std::fprintf(stderr, "%s", qUtf8Printable(line));
    m_width = line.size();
}

void StatusLine::clear() {
    if (m_width == 0)
        return;
    std::fprintf(stderr, "\r%*s\r", static_cast<int>(m_width), "");
    m_width = 0;
}

} // namespace spillway

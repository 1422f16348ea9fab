#pragma once
// One line on standard error that is renewed in its place, on a terminal only: what a recording takes so
// far. Whoever prints a line of its own clears it first. Owned by a headless run.

#include <QString>

namespace spillway {

class StatusLine {
public:
    StatusLine();
    ~StatusLine() { clear(); }
    StatusLine(const StatusLine &) = delete;
    StatusLine &operator=(const StatusLine &) = delete;

    bool isShown() const { return m_isShown; } // there is a terminal to show it on
    void show(const QString &text);
    void clear();

private:
    bool m_isShown;
    qsizetype m_width = 0;
};

} // namespace spillway

#pragma once
// What the window shows before anything is watched: ways to begin, the first of which needs nothing. It
// asks; its owner plays, opens, searches and writes, and tells here what came of it. Owned by the window.

#include "theme.h"

#include <QWidget>

#include <vector>

namespace spillway {

class Welcome : public QWidget {
    Q_OBJECT
public:
    enum class Outage { Bundled, Missing };

    Welcome(Outage outage, const Theme &theme, QWidget *parent = nullptr);

    struct Finding {
        enum class Kind { News, Absence };
        Kind kind;
        QString text;
    };
    // What is on this machine, or came of what was asked for: one line each.
    void setFindings(const std::vector<Finding> &findings);

signals:
    void outageAsked();
    void searchAsked();
    void openAsked();
    void startingFileAsked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    QWidget *m_findings;
};

} // namespace spillway

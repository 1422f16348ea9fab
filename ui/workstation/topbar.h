#pragma once
// The top line: what is watched, whether it is live or a replay (and simulated), the pages, and the time
// of the newest data with how many endpoints answer. Owned by the workstation.

#include "theme.h"

#include <QWidget>

class QTabBar;

namespace spillway {

class Pill;
class Session;
class TextLabel;

class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(const Session &session, const QStringList &pages, const Theme &theme, QWidget *parent = nullptr);

    void setStackName(const QString &name);
    void setPage(int page);
    void refresh();

signals:
    void pageChosen(int page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString status() const;

    const Session &m_session;
    Theme m_theme;
    TextLabel *m_stackName;
    QTabBar *m_pages;
    TextLabel *m_status;
};

} // namespace spillway

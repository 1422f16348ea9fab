#pragma once
// The open and the just resolved alerts of the chosen stack: severity, name, state and age, and a tick
// that acknowledges one; by key and by menu it can be commented and snoozed. What is only a consequence of
// another alert says so. Owned by the workstation.

#include "session.h"
#include "workstation/panel.h"

namespace spillway {

class AlertModel;
class Decisions;
class PanelList;

class AlertsPanel : public Panel {
    Q_OBJECT
public:
    AlertsPanel(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);

    // Asks those about the alerts.
    void letDecide(Decisions *decisions) { m_decisions = decisions; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void tick(const QModelIndex &index);
    void openMenu(const QPoint &at);
    bool takeKey(int key);
    void updateNote();

    Session &m_session;
    Decisions *m_decisions = nullptr;
    PanelList *m_list;
    AlertModel *m_model;
};

} // namespace spillway

#pragma once
// The open and the just resolved alerts of the chosen stack: severity, name, state and age, and a tick
// that acknowledges one. What is only a consequence of another alert says so. Owned by the workstation.

#include "session.h"
#include "workstation/panel.h"

namespace spillway {

class AlertModel;
class PanelList;

class AlertsPanel : public Panel {
    Q_OBJECT
public:
    AlertsPanel(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);

signals:
    void acknowledgeAsked(spillway::StackId stack, const QString &rule);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void acknowledge(const QModelIndex &index);
    void updateNote();

    PanelList *m_list;
    AlertModel *m_model;
};

} // namespace spillway

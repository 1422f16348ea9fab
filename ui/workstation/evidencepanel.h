#pragma once
// What speaks for and against the verdict, oldest first. Owned by the workstation.

#include "session.h"
#include "workstation/panel.h"

namespace spillway {

class EvidenceModel;
class PanelList;

class EvidencePanel : public Panel {
    Q_OBJECT
public:
    EvidencePanel(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);
    void focusList();

signals:
    void momentChosen(spillway::Instant at);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PanelList *m_list;
    EvidenceModel *m_model;
};

} // namespace spillway

#pragma once
// What speaks for and against the verdict, oldest first, below what is to be expected. Owned by the
// workstation.

#include "session.h"
#include "workstation/panel.h"

namespace spillway {

class EvidenceModel;
class OutlookView;
class PanelList;

class EvidencePanel : public Panel {
    Q_OBJECT
public:
    EvidencePanel(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);
    void refresh(); // the outlook; the list follows the session by itself
    void focusList();

signals:
    void momentChosen(spillway::Instant at);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Session &m_session;
    StackId m_stack = 0;
    OutlookView *m_outlook;
    PanelList *m_list;
    EvidenceModel *m_model;
};

} // namespace spillway

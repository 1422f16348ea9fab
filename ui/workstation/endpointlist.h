#pragma once
// The endpoints of the chosen stack: state, name, and version with round trip; or, when one does not
// answer, for how long there is no data and the reason in words. Owned by the workstation.

#include "session.h"
#include "theme.h"

#include <QListView>

namespace spillway {

class EndpointModel;

class EndpointList : public QListView {
    Q_OBJECT
public:
    EndpointList(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);

private:
    EndpointModel *m_model;
};

} // namespace spillway

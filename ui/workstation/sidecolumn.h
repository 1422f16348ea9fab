#pragma once
// The left of the workstation: the stacks, with a field to find one, and the endpoints of the chosen one.
// Owned by the workstation.

#include "session.h"
#include "theme.h"

#include <QWidget>

namespace spillway {

class EndpointList;
class StackFinder;
class StackList;
class TextLabel;

class SideColumn : public QWidget {
    Q_OBJECT
public:
    SideColumn(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);

public slots:
    void find();

signals:
    void stackChosen(spillway::StackId stack);

private:
    const Session &m_session;
    StackList *m_stacks;
    StackFinder *m_finder;
    TextLabel *m_endpointsTitle;
    EndpointList *m_endpoints;
};

} // namespace spillway

#include "workstation/sidecolumn.h"

#include "plaintext.h"
#include "textlabel.h"
#include "workstation/endpointlist.h"
#include "workstation/stackfinder.h"
#include "workstation/stacklist.h"

#include <QBoxLayout>
#include <QSignalBlocker>

namespace spillway {

namespace {

constexpr int sideWidth = 220;

TextLabel *heading(const Theme &theme, QWidget *parent) {
    auto *label = new TextLabel(theme.font(11, QFont::DemiBold), theme.muted, parent);
    label->setContentsMargins(16, 0, 8, 0);
    return label;
}

} // namespace

SideColumn::SideColumn(const Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session) {
    setFixedWidth(sideWidth);
    setAutoFillBackground(true);
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.panel);
    setPalette(palette);
    TextLabel *stacksTitle = heading(theme, this);
    stacksTitle->setText(tr("STACKS"));
    m_stacks = new StackList(session, theme, this);
    m_finder = new StackFinder(m_stacks, this);
    m_endpointsTitle = heading(theme, this);
    m_endpoints = new EndpointList(session, theme, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 16, 0, 8);
    layout->setSpacing(8);
    layout->addWidget(stacksTitle);
    layout->addWidget(m_finder);
    layout->addWidget(m_stacks);
    layout->addSpacing(8);
    layout->addWidget(m_endpointsTitle);
    layout->addWidget(m_endpoints, 1);
    connect(m_stacks, &StackList::stackChosen, this, &SideColumn::stackChosen);
}

void SideColumn::setStack(StackId stack) {
    const QSignalBlocker quiet(m_stacks); // who asks knows
    m_stacks->choose(stack);
    const QString name = m_session.configuration().stacks[stack].name;
    m_endpointsTitle->setText(tr("ENDPOINTS OF %1").arg(plainText(name, 40)));
    m_endpoints->setStack(stack);
}

void SideColumn::find() {
    m_finder->show();
    m_finder->setFocus(Qt::ShortcutFocusReason);
}

} // namespace spillway

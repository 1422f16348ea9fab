#include "workstation/stackfinder.h"

#include "workstation/stacklist.h"

#include <QKeyEvent>

namespace spillway {

StackFinder::StackFinder(StackList *stacks, QWidget *parent)
    : QLineEdit(parent)
    , m_stacks(stacks) {
    setAccessibleName(tr("Find a stack"));
    setPlaceholderText(tr("Find a stack"));
    setMaxLength(80);
    connect(this, &QLineEdit::textChanged, stacks, &StackList::setFilter);
    hide();
}

void StackFinder::keyPressEvent(QKeyEvent *event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_stacks->chooseFirstShown();
        leave();
        break;
    case Qt::Key_Escape:
        leave();
        break;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

// Before any shortcut of the window can have it.
bool StackFinder::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride)
        event->accept();
    return QLineEdit::event(event);
}

void StackFinder::leave() {
    clear();
    m_stacks->setFocus(Qt::OtherFocusReason);
    hide();
}

} // namespace spillway

#pragma once
// A field above the stacks: only those whose name has what is typed in it stay, "shop|cart" those with
// either. Enter chooses the first, Escape shows all again. Owned by the workstation.

#include <QLineEdit>

namespace spillway {

class StackList;

class StackFinder : public QLineEdit {
    Q_OBJECT
public:
    StackFinder(StackList *stacks, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void leave();

    StackList *m_stacks;
};

} // namespace spillway

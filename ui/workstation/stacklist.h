#pragma once
// The stacks, one row each: state as dot and shape, name, hit ratio, load and the load's recent course.
// The current row is the stack that the whole workstation is about. Owned by the workstation.

#include "session.h"
#include "theme.h"

#include <QListView>

namespace spillway {

class StackList : public QListView {
    Q_OBJECT
public:
    StackList(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void choose(StackId stack);
    void chooseFirstShown();

public slots:
    // Parts of names, of which one is enough: "shop|cart". Empty: all.
    void setFilter(const QString &parts);

signals:
    void stackChosen(spillway::StackId stack);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
};

} // namespace spillway

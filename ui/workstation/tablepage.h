#pragma once
// A page of the workstation that is one table: all alerts, or the timeline. Shows text as it is, never as
// markup; state is a mark in front of the row's first words. Owned by the workstation.

#include "engine.h"
#include "theme.h"

#include <QTableView>

#include <functional>

namespace spillway {

class TablePage : public QTableView {
    Q_OBJECT
public:
    using HealthOf = std::function<Health(const QModelIndex &)>;

    // `wideColumn` takes the room that is left. Rows without a state have a null `healthOf`.
    TablePage(QAbstractItemModel *model, const QString &name, const HealthOf &healthOf, int wideColumn,
              const Theme &theme, QWidget *parent = nullptr);

    void setEmptyText(const QString &text) { m_emptyText = text; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    QString m_emptyText;
};

} // namespace spillway

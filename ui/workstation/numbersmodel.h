#pragma once
// What the lanes of a stack show, as a table: one row per slot of the time window, one column per number.
// The twin of the charts for whoever reads numbers or hears them. Computes cells as they are asked for.
// Owned by the workstation.

#include "charts/timewindow.h"
#include "session.h"

#include <QAbstractTableModel>

namespace spillway {

class NumbersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit NumbersModel(const Session *session, QObject *parent = nullptr);

    void show(StackId stack, const TimeSpan &shown);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Instant momentOf(int row) const;

    const Session *m_session;
    StackId m_stack = 0;
    qint64 m_begin = 0; // slots of the history
    qint64 m_end = 0;   // the slot after the last
};

} // namespace spillway

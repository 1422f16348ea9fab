#pragma once
// The stacks of a session, in the order of the configuration: state, hit ratio, load and the load's
// recent course. Pulls from the session; owned by the view that shows it; GUI thread.

#include "coalescer.h"
#include "engine.h"
#include "rowmodel.h"

namespace spillway {

struct StackRow {
    qint64 key = 0; // StackId
    QString name;
    Health health = Health::Unknown;
    QString hitRatio;    // "41.3 %", "unknown" when there is no fresh number
    QString load;        // "19.2"
    QList<float> course; // the load over the last ten minutes, oldest first; NaN = no data

    bool operator==(const StackRow &other) const;
};

class StackModel : public RowModel<StackRow> {
    Q_OBJECT
public:
    enum Role { StackIdRole = Qt::UserRole, NameRole, HealthRole, HitRatioRole, LoadRole, SparklineRole };
    enum Column { Name, State, HitRatio, Load, ColumnCount };

    explicit StackModel(const Session *session, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    void refresh();

    const Session *m_session;
    Coalescer m_coalescer;
};

} // namespace spillway

#pragma once
// What speaks for and against the current verdict of one stack, oldest first, then what has no moment.
// Pulls from the session; owned by the view that shows it; GUI thread.

#include "coalescer.h"
#include "engine.h"
#include "rowmodel.h"

namespace spillway {

struct EvidenceRow {
    qint64 key = 0; // position
    Evidence evidence;

    bool operator==(const EvidenceRow &) const = default;
};

class EvidenceModel : public RowModel<EvidenceRow> {
    Q_OBJECT
public:
    // AtRole: milliseconds since 1970, invalid without a moment.
    enum Role { AtRole = Qt::UserRole, TimeTextRole, KindRole, KindTextRole, TextRole };
    enum Column { Time, Kind, Text, ColumnCount };

    explicit EvidenceModel(const Session *session, StackId stack = 0, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

public slots:
    void setStack(spillway::StackId stack);

private:
    void refresh();

    const Session *m_session;
    StackId m_stack;
    Coalescer m_coalescer;
};

} // namespace spillway

#pragma once
// The alerts that are open or have just been resolved: open ones first, by severity, then the oldest.
// Of all stacks, or of one. Pulls from the session; owned by the view that shows it; GUI thread.

#include "coalescer.h"
#include "engine.h"
#include "rowmodel.h"

namespace spillway {

struct AlertRow {
    qint64 key = 0; // position in Engine::alerts()
    QString rule;
    StackId stackId = 0;
    QString subject; // "checkout", or "checkout / cache-1" for one endpoint
    Severity severity = Severity::Warning;
    AlertState state = AlertState::Inactive;
    bool known = false; // false: no fresh data, the state is the last known one
    QString stateText;  // "firing", "pending, no data"
    QString value;      // "41.2 %"
    QString limit;      // "60.0 %"
    Instant since;
    QString age; // of the state: "4 m 1 s"
    QString acknowledgedBy;
    bool isSnoozed = false;
    QString hush; // why it gives no notices: "snoozed until 10:15:00 UTC"; empty = it does
    QString demotedBecause;

    bool operator==(const AlertRow &) const = default;
};

class AlertModel : public RowModel<AlertRow> {
    Q_OBJECT
public:
    enum Role {
        RuleRole = Qt::UserRole,
        StackIdRole,
        SubjectRole,
        SeverityRole,
        StateRole,
        KnownRole,
        StateTextRole,
        ValueRole,
        LimitRole,
        AgeRole,
        AcknowledgedByRole,
        IsSnoozedRole,
        HushRole,
        DemotedBecauseRole
    };
    enum Column { Rule, Subject, State, Value, Limit, Age, Attention, DemotedBecause, ColumnCount };

    explicit AlertModel(const Session *session, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

public slots:
    void setStack(std::optional<spillway::StackId> stack); // nullopt: all

private:
    void refresh();

    const Session *m_session;
    std::optional<StackId> m_stack;
    Coalescer m_coalescer;
};

} // namespace spillway

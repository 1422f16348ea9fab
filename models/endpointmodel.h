#pragma once
// The endpoints of one stack, caches first: state with its reason, version, round trip and the last
// answer's age. Pulls from the session; owned by the view that shows it; GUI thread.

#include "coalescer.h"
#include "engine.h"
#include "rowmodel.h"

namespace spillway {

struct EndpointRow {
    qint64 key = 0; // EndpointId
    QString name;
    Health health = Health::Unknown; // of its state and its own alerts
    EndpointState state = EndpointState::Unknown;
    QString version;   // "redis 7.0.15"; the kind until it has answered
    QString roundTrip; // "0.4 ms", or empty while it does not answer
    QString lastGood;  // "42 s ago", "never"
    QString reason;    // of a failure or reset

    bool operator==(const EndpointRow &) const = default;
};

class EndpointModel : public RowModel<EndpointRow> {
    Q_OBJECT
public:
    enum Role {
        EndpointIdRole = Qt::UserRole,
        NameRole,
        HealthRole,
        StateRole,
        VersionRole,
        RoundTripRole,
        LastGoodRole,
        ReasonRole
    };
    enum Column { Name, State, Version, RoundTrip, LastGood, Reason, ColumnCount };

    explicit EndpointModel(const Session *session, StackId stack = 0, QObject *parent = nullptr);

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

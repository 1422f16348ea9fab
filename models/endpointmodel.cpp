#include "endpointmodel.h"

#include "format.h"
#include "health.h"
#include "session.h"

namespace spillway {

namespace {

Health healthOf(const Engine &engine, EndpointId id) {
    Health health = healthOf(engine.endpoint(id).state);
    for (const Alert &alert : engine.alerts()) {
        if (alert.subject.endpoint == id && alert.state == AlertState::Firing)
            health = worse(health, healthOf(alert.rule.severity));
    }
    return health;
}

QString roundTripText(std::optional<Duration> roundTrip) {
    if (!roundTrip)
        return {};
    if (*roundTrip < 1ms) // below the resolution of a frame
        return QStringLiteral("<\u00a01\u00a0ms");
    return formatDuration(*roundTrip);
}

EndpointRow rowOf(const Engine &engine, EndpointId id) {
    const Endpoint &endpoint = engine.configuration().endpoints[id];
    const EndpointStatus &status = engine.endpoint(id);
    const QString lastGood =
        status.lastGood ? EndpointModel::tr("%1 ago").arg(formatDuration(engine.now() - *status.lastGood))
                        : EndpointModel::tr("never");
    return {id,
            endpoint.name,
            healthOf(engine, id),
            status.state,
            status.version.isEmpty() ? endpointKindName(endpoint.kind) : status.version,
            roundTripText(status.roundTrip),
            lastGood,
            status.reason};
}

} // namespace

EndpointModel::EndpointModel(const Session *session, StackId stack, QObject *parent)
    : RowModel(parent)
    , m_session(session)
    , m_stack(stack)
    , m_coalescer(session, [this] { refresh(); }) {
    refresh();
}

int EndpointModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EndpointModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EndpointRow &endpoint = row(index);
    switch (role) {
    case Qt::DisplayRole: {
        const QString texts[ColumnCount] = {endpoint.name,     endpointStateName(endpoint.state),
                                            endpoint.version,  endpoint.roundTrip,
                                            endpoint.lastGood, endpoint.reason};
        return texts[index.column()];
    }
    case EndpointIdRole:
        return static_cast<int>(endpoint.key);
    case NameRole:
        return endpoint.name;
    case HealthRole:
        return QVariant::fromValue(endpoint.health);
    case StateRole:
        return QVariant::fromValue(endpoint.state);
    case VersionRole:
        return endpoint.version;
    case RoundTripRole:
        return endpoint.roundTrip;
    case LastGoodRole:
        return endpoint.lastGood;
    case ReasonRole:
        return endpoint.reason;
    default:
        return {};
    }
}

QVariant EndpointModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = {tr("Endpoint"),   tr("State"),       tr("Version"),
                                         tr("Round trip"), tr("Last answer"), tr("Reason")};
    return titles[section];
}

QHash<int, QByteArray> EndpointModel::roleNames() const {
    return {{EndpointIdRole, "endpointId"}, {NameRole, "name"},       {HealthRole, "health"},
            {StateRole, "state"},           {VersionRole, "version"}, {RoundTripRole, "roundTrip"},
            {LastGoodRole, "lastGood"},     {ReasonRole, "reason"}};
}

void EndpointModel::setStack(StackId stack) {
    m_stack = stack;
    refresh();
}

void EndpointModel::refresh() {
    const Engine &engine = m_session->engine();
    if (m_stack >= engine.configuration().stacks.size())
        return setRows({});
    const Stack &stack = engine.configuration().stacks[m_stack];
    std::vector<EndpointRow> rows;
    for (const EndpointId id : stack.caches)
        rows.push_back(rowOf(engine, id));
    for (const EndpointId id : stack.databases)
        rows.push_back(rowOf(engine, id));
    setRows(rows);
}

} // namespace spillway

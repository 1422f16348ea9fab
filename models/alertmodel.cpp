#include "alertmodel.h"

#include "format.h"
#include "session.h"

#include <tuple>

namespace spillway {

namespace {

QString stateText(const Alert &alert) {
    const QString name = alertStateName(alert.state);
    return alert.known ? name : AlertModel::tr("%1, no data").arg(name);
}

AlertRow rowOf(const Alert &alert, qint64 position, Instant now) {
    AlertRow row;
    row.key = position;
    row.rule = alert.rule.name;
    row.stackId = alert.subject.stack;
    row.subject =
        alert.endpoint.isEmpty() ? alert.stack : alert.stack + QLatin1String(" / ") + alert.endpoint;
    row.severity = alert.rule.severity;
    row.state = alert.state;
    row.known = alert.known;
    row.stateText = stateText(alert);
    row.value = formatValue(alert.rule.metric, alert.value);
    row.limit = formatValue(alert.rule.metric, alert.limit);
    row.since = alert.since;
    row.age = formatDuration(now - alert.since);
    row.acknowledgedBy = alert.attention.acknowledgedBy;
    row.isSnoozed = alert.attention.snoozedUntil.has_value();
    row.hush = hushText(alert);
    row.demotedBecause = alert.demotedBecause;
    return row;
}

bool comesBefore(const AlertRow &a, const AlertRow &b) {
    const auto rank = [](const AlertRow &row) {
        const bool closed = row.state == AlertState::Resolved;
        return std::tuple(closed, row.severity != Severity::Critical, row.state != AlertState::Firing,
                          row.since, row.key);
    };
    return rank(a) < rank(b);
}

} // namespace

AlertModel::AlertModel(const Session *session, QObject *parent)
    : RowModel(parent)
    , m_session(session)
    , m_coalescer(session, [this] { refresh(); }) {
    refresh();
}

int AlertModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AlertRow &alert = row(index);
    switch (role) {
    case Qt::DisplayRole: {
        const QString texts[ColumnCount] = {alert.rule,  alert.subject,       alert.stateText,
                                            alert.value, alert.limit,         alert.age,
                                            alert.hush,  alert.demotedBecause};
        return texts[index.column()];
    }
    case RuleRole:
        return alert.rule;
    case StackIdRole:
        return static_cast<int>(alert.stackId);
    case SubjectRole:
        return alert.subject;
    case SeverityRole:
        return QVariant::fromValue(alert.severity);
    case StateRole:
        return QVariant::fromValue(alert.state);
    case KnownRole:
        return alert.known;
    case StateTextRole:
        return alert.stateText;
    case ValueRole:
        return alert.value;
    case LimitRole:
        return alert.limit;
    case AgeRole:
        return alert.age;
    case AcknowledgedByRole:
        return alert.acknowledgedBy;
    case IsSnoozedRole:
        return alert.isSnoozed;
    case HushRole:
        return alert.hush;
    case DemotedBecauseRole:
        return alert.demotedBecause;
    default:
        return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = {tr("Alert"), tr("Where"), tr("State"),     tr("Value"),
                                         tr("Limit"), tr("Since"), tr("Attention"), tr("Follows from")};
    return titles[section];
}

QHash<int, QByteArray> AlertModel::roleNames() const {
    return {{RuleRole, "rule"},
            {StackIdRole, "stackId"},
            {SubjectRole, "subject"},
            {SeverityRole, "severity"},
            {StateRole, "state"},
            {KnownRole, "known"},
            {StateTextRole, "stateText"},
            {ValueRole, "value"},
            {LimitRole, "limit"},
            {AgeRole, "age"},
            {AcknowledgedByRole, "acknowledgedBy"},
            {IsSnoozedRole, "isSnoozed"},
            {HushRole, "hush"},
            {DemotedBecauseRole, "demotedBecause"}};
}

void AlertModel::setStack(std::optional<StackId> stack) {
    m_stack = stack;
    refresh();
}

void AlertModel::refresh() {
    const Engine &engine = m_session->engine();
    std::vector<AlertRow> rows;
    for (size_t i = 0; i < engine.alerts().size(); ++i) {
        const Alert &alert = engine.alerts()[i];
        const bool shown = alert.isOpen() || alert.state == AlertState::Resolved;
        if (shown && (!m_stack || alert.subject.stack == *m_stack))
            rows.push_back(rowOf(alert, static_cast<qint64>(i), engine.now()));
    }
    std::sort(rows.begin(), rows.end(), comesBefore);
    setRows(rows);
}

} // namespace spillway

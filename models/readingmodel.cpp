#include "readingmodel.h"

#include "format.h"

#include <utility>

namespace spillway {

namespace {

// The beginning is the mean of what comes first; a few polls are enough to have a rate.
constexpr int readingsOfTheBeginning = 5;

// Names of servers, clocks and sums since the start of the process tell a trainee nothing.
bool isTelling(Field field) {
    switch (field) {
    case Field::Uptime:
    case Field::ServerTime:
    case Field::StartTime:
    case Field::StatsReset:
    case Field::MemoryNotCounted:
        return false;
    default:
        return true;
    }
}

} // namespace

ReadingModel::ReadingModel(const Session *session, StackId stack, QObject *parent)
    : RowModel<ReadingRow>(parent)
    , m_session(session)
    , m_stack(stack)
    , m_seen(session->configuration().endpoints.size()) {
    connect(session, &Session::frameConsumed, this, &ReadingModel::take);
}

void ReadingModel::take(const Frame &frame) {
    Seen &seen = m_seen[frame.endpoint];
    if (!frame.outcome) {
        seen.failure = frame.outcome.failure().what;
        return;
    }
    seen.failure.clear();
    seen.before = std::exchange(seen.latest, *frame.outcome);
    seen.beforeAt = std::exchange(seen.latestAt, frame.at);
    if (seen.latest.settings.isEmpty())
        seen.latest.settings = seen.before.settings; // they are asked for more rarely
    if (++seen.readings <= readingsOfTheBeginning)
        seen.first = texts(seen);
}

QMap<QString, QString> ReadingModel::texts(const Seen &seen) {
    QMap<QString, QString> made = seen.latest.settings;
    const double seconds = toSeconds(seen.latestAt - seen.beforeAt);
    for (const FieldValue &known : seen.latest.fields()) {
        const FieldInfo &info = fieldInfo(known.field);
        if (!isTelling(known.field))
            continue;
        if (info.kind == FieldKind::Gauge) {
            made[info.name] = formatValue(info.unit, known.value);
            continue;
        }
        const auto before = seen.before.value(known.field);
        if (before && seconds > 0 && known.value >= *before)
            made[info.name + QStringLiteral("/s")] = formatNumber((known.value - *before) / seconds);
    }
    return made;
}

void ReadingModel::refresh() {
    const Configuration &configuration = m_session->configuration();
    const Stack &stack = configuration.stacks[m_stack];
    std::vector<ReadingRow> rows;
    const auto add = [&](EndpointId id) {
        const Seen &seen = m_seen[id];
        const QString &name = configuration.endpoints[id].name;
        const auto key = [&rows] { return static_cast<qint64>(rows.size()); };
        if (!seen.failure.isEmpty())
            rows.push_back({key(), name, tr("does not answer"), {}, seen.failure});
        const QMap<QString, QString> now = texts(seen);
        for (auto it = now.begin(); it != now.end(); ++it)
            rows.push_back({key(), name, it.key(), seen.first.value(it.key()), it.value()});
    };
    for (const EndpointId id : stack.caches)
        add(id);
    for (const EndpointId id : stack.databases)
        add(id);
    setRows(rows);
}

int ReadingModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReadingModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const ReadingRow &shown = row(index);
    if (role == Qt::TextAlignmentRole)
        return (Qt::AlignVCenter | (index.column() < First ? Qt::AlignLeft : Qt::AlignRight)).toInt();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Endpoint:
        return shown.endpoint;
    case Name:
        return shown.name;
    case First:
        return shown.first;
    default:
        return shown.now;
    }
}

QVariant ReadingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names{tr("Server"), tr("Number or setting"), tr("At the beginning"), tr("Now")};
    return names.value(section);
}

} // namespace spillway

#include "timelinemodel.h"

#include "health.h"
#include "session.h"

namespace spillway {

namespace {

QString kindText(const Event &event) {
    const QString kinds[] = {TimelineModel::tr("alert"),  TimelineModel::tr("verdict"),
                             TimelineModel::tr("config"), TimelineModel::tr("endpoint"),
                             TimelineModel::tr("note"),   TimelineModel::tr("decision"),
                             TimelineModel::tr("blind")};
    static_assert(std::variant_size_v<decltype(event.what)> == std::size(kinds));
    return kinds[event.what.index()];
}

} // namespace

TimelineModel::TimelineModel(const Session *session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_coalescer(session, [this] { refresh(); }) {
    startAfresh();
}

int TimelineModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int TimelineModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event &event = m_events[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: {
        const QString texts[ColumnCount] = {event.at.clockText(), event.stack, kindText(event), event.text};
        return texts[index.column()];
    }
    case AtRole:
        return event.at.ms();
    case TimeTextRole:
        return event.at.clockText();
    case StackRole:
        return event.stack;
    case KindRole:
        return kindText(event);
    case TextRole:
        return event.text;
    case HealthRole:
        return QVariant::fromValue(healthOf(event));
    default:
        return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = {tr("Time"), tr("Stack"), tr("Kind"), tr("What happened")};
    return titles[section];
}

QHash<int, QByteArray> TimelineModel::roleNames() const {
    return {{AtRole, "at"},     {TimeTextRole, "timeText"}, {StackRole, "stack"},
            {KindRole, "kind"}, {TextRole, "text"},         {HealthRole, "health"}};
}

void TimelineModel::setStack(std::optional<StackId> stack) {
    m_stack = stack;
    startAfresh();
}

void TimelineModel::refresh() {
    const Timeline &timeline = m_session->engine().timeline();
    if (!continues(timeline))
        return startAfresh();
    const std::vector<Event> added = shownAfter(m_seen);
    if (!added.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
        m_events.insert(m_events.end(), added.begin(), added.end());
        endInsertRows();
    }
    m_seen = timeline.size();
    if (!timeline.empty())
        m_last = timeline.back();
}

void TimelineModel::startAfresh() {
    const Timeline &timeline = m_session->engine().timeline();
    beginResetModel();
    m_events = shownAfter(0);
    m_seen = timeline.size();
    m_last = timeline.empty() ? std::nullopt : std::optional(timeline.back());
    endResetModel();
}

// Replays are reproducible: the same number of events with the same end has the same beginning.
bool TimelineModel::continues(const Timeline &timeline) const {
    return m_seen == 0 || (timeline.size() >= m_seen && timeline[m_seen - 1] == *m_last);
}

std::vector<Event> TimelineModel::shownAfter(size_t seen) const {
    const Engine &engine = m_session->engine();
    const QString only = m_stack ? engine.configuration().stacks[*m_stack].name : QString();
    std::vector<Event> shown;
    for (size_t i = seen; i < engine.timeline().size(); ++i) {
        const Event &event = engine.timeline()[i];
        if (only.isEmpty() || event.stack.isEmpty() || event.stack == only)
            shown.push_back(event);
    }
    return shown;
}

} // namespace spillway

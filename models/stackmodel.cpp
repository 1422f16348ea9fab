#include "stackmodel.h"

#include "format.h"
#include "health.h"
#include "session.h"

#include <cmath>

namespace spillway {

namespace {

constexpr Duration SparklineSpan = 10min;
constexpr int SparklinePoints = 40;

QList<float> recentLoad(const Engine &engine, StackId stack) {
    const SeriesId load{stack, SeriesId::WholeStack, Metric::Load};
    const Instant now = engine.now();
    QList<float> course;
    for (const spillway::Column &column :
         engine.history().window(load, now - SparklineSpan, now, SparklinePoints))
        course.append(column.last);
    return course;
}

StackRow rowOf(const Engine &engine, StackId stack) {
    return {stack,
            engine.configuration().stacks[stack].name,
            engine.health(stack),
            formatValue(Metric::HitRatio, engine.current(stack, Metric::HitRatio)),
            formatValue(Metric::Load, engine.current(stack, Metric::Load)),
            recentLoad(engine, stack)};
}

} // namespace

bool StackRow::operator==(const StackRow &other) const {
    // No data equals no data, although NaN differs from NaN.
    const auto same = [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    return key == other.key && name == other.name && health == other.health && hitRatio == other.hitRatio &&
           load == other.load &&
           std::equal(course.begin(), course.end(), other.course.begin(), other.course.end(), same);
}

StackModel::StackModel(const Session *session, QObject *parent)
    : RowModel(parent)
    , m_session(session)
    , m_coalescer(session, [this] { refresh(); }) {
    refresh();
}

int StackModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StackModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StackRow &stack = row(index);
    switch (role) {
    case Qt::DisplayRole: {
        const QString texts[ColumnCount] = {stack.name, healthName(stack.health), stack.hitRatio, stack.load};
        return texts[index.column()];
    }
    case StackIdRole:
        return static_cast<int>(stack.key);
    case NameRole:
        return stack.name;
    case HealthRole:
        return QVariant::fromValue(stack.health);
    case HitRatioRole:
        return stack.hitRatio;
    case LoadRole:
        return stack.load;
    case SparklineRole:
        return QVariant::fromValue(stack.course);
    default:
        return {};
    }
}

QVariant StackModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = {tr("Stack"), tr("State"), tr("Hit ratio"), tr("Load")};
    return titles[section];
}

QHash<int, QByteArray> StackModel::roleNames() const {
    return {{StackIdRole, "stackId"},   {NameRole, "name"}, {HealthRole, "health"},
            {HitRatioRole, "hitRatio"}, {LoadRole, "load"}, {SparklineRole, "sparkline"}};
}

void StackModel::refresh() {
    const Engine &engine = m_session->engine();
    std::vector<StackRow> rows;
    for (size_t i = 0; i < engine.configuration().stacks.size(); ++i)
        rows.push_back(rowOf(engine, static_cast<StackId>(i)));
    setRows(rows);
}

} // namespace spillway

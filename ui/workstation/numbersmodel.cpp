#include "workstation/numbersmodel.h"

#include "format.h"
#include "workstation/marks.h"
#include "workstation/visiblecsv.h"

#include <algorithm>

namespace spillway {

NumbersModel::NumbersModel(const Session *session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session) {}

// A window that follows moves by a row at a time, so that a reader keeps his place.
void NumbersModel::show(StackId stack, const TimeSpan &shown) {
    const History &history = m_session->engine().history();
    const qint64 step = history.step().count();
    const qint64 begin = std::max(shown.from, history.oldest()).ms() / step;
    const qint64 end = std::max(begin, std::min(shown.to, history.newest()).ms() / step + 1);
    const bool goesOn = stack == m_stack && begin >= m_begin && begin < m_end && end >= m_end;
    if (!goesOn) {
        beginResetModel();
        m_stack = stack;
        m_begin = begin;
        m_end = end;
        endResetModel();
        return;
    }
    if (begin > m_begin) {
        beginRemoveRows({}, 0, static_cast<int>(begin - m_begin) - 1);
        m_begin = begin;
        endRemoveRows();
    }
    if (end > m_end) {
        beginInsertRows({}, rowCount(), static_cast<int>(end - m_begin) - 1);
        m_end = end;
        endInsertRows();
    }
}

int NumbersModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_end - m_begin);
}

int NumbersModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(laneMetrics().size()) + 1;
}

Instant NumbersModel::momentOf(int row) const {
    return Instant::fromMs((m_begin + row) * m_session->engine().history().step().count());
}

QVariant NumbersModel::data(const QModelIndex &index, int role) const {
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.column() == 0)
        return momentText(momentOf(index.row()), m_session->mode());
    const Metric metric = laneMetrics()[static_cast<size_t>(index.column()) - 1];
    const auto value =
        m_session->engine().history().valueAt({m_stack, SeriesId::WholeStack, metric}, momentOf(index.row()));
    return value ? formatValue(metric, value) : noNumber();
}

QVariant NumbersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    return section == 0 ? tr("Time") : metricLabel(laneMetrics()[static_cast<size_t>(section) - 1]);
}

} // namespace spillway

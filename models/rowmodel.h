#pragma once
// A table of value rows that a view model recomputes as a whole; what differs is found here, so that
// views get the least: dataChanged for changed rows, moves, insertions and removals. A Row has a `key`
// that is unique among the rows and operator==.

#include <QAbstractTableModel>

#include <algorithm>
#include <vector>

namespace spillway {

template <class Row> class RowModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

protected:
    const Row &row(const QModelIndex &index) const { return m_rows[static_cast<size_t>(index.row())]; }
    void setRows(const std::vector<Row> &rows);

private:
    auto find(const std::vector<Row> &rows, size_t from, qint64 key) const {
        return std::find_if(rows.begin() + static_cast<qptrdiff>(from), rows.end(),
                            [key](const Row &row) { return row.key == key; });
    }

    std::vector<Row> m_rows;
};

template <class Row> void RowModel<Row>::setRows(const std::vector<Row> &rows) {
    for (size_t i = m_rows.size(); i-- > 0;) {
        if (find(rows, 0, m_rows[i].key) != rows.end())
            continue;
        beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
        m_rows.erase(m_rows.begin() + static_cast<qptrdiff>(i));
        endRemoveRows();
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        const int to = static_cast<int>(i);
        const auto place = m_rows.begin() + to;
        const auto from = static_cast<int>(find(m_rows, i, rows[i].key) - m_rows.cbegin());
        if (from == rowCount()) {
            beginInsertRows({}, to, to);
            m_rows.insert(place, rows[i]);
            endInsertRows();
            continue;
        }
        if (from != to) {
            beginMoveRows({}, from, from, {}, to);
            std::rotate(place, m_rows.begin() + from, m_rows.begin() + from + 1);
            endMoveRows();
        }
        if (!(m_rows[i] == rows[i])) {
            m_rows[i] = rows[i];
            emit dataChanged(index(to, 0), index(to, columnCount() - 1));
        }
    }
}

} // namespace spillway

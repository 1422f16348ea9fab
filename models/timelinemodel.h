#pragma once
// The timeline, oldest first: of all stacks, or of one together with what concerns all. It grows at its
// end; only a note about the past or a seek in a replay makes it start afresh. Pulls from the session;
// owned by the view that shows it; GUI thread.

#include "coalescer.h"
#include "engine.h"

#include <QAbstractTableModel>

namespace spillway {

class TimelineModel : public QAbstractTableModel {
    Q_OBJECT
public:
    // AtRole: milliseconds since 1970.
    enum Role { AtRole = Qt::UserRole, TimeTextRole, StackRole, KindRole, TextRole, HealthRole };
    enum Column { Time, Stack, Kind, Text, ColumnCount };

    explicit TimelineModel(const Session *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

public slots:
    void setStack(std::optional<spillway::StackId> stack); // nullopt: all

private:
    void refresh();
    void startAfresh();
    bool continues(const Timeline &timeline) const;
    std::vector<Event> shownAfter(size_t seen) const;

    const Session *m_session;
    std::optional<StackId> m_stack;
    std::vector<Event> m_events; // those that are shown
    size_t m_seen = 0;           // events of the timeline that were looked at
    std::optional<Event> m_last; // the newest of them
    Coalescer m_coalescer;
};

} // namespace spillway

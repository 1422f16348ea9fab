#pragma once
// What the servers of a stack say, number by number and setting by setting: as it was at the beginning and
// as it is now, without any judgement. Counters are shown as rates. Fed by the session's frames from its
// construction on. Owned by the page of a drill; GUI thread.

#include "rowmodel.h"
#include "session.h"

namespace spillway {

struct ReadingRow {
    qint64 key = 0;
    QString endpoint;
    QString name;
    QString first;
    QString now;

    bool operator==(const ReadingRow &) const = default;
};

class ReadingModel : public RowModel<ReadingRow> {
    Q_OBJECT
public:
    enum Column { Endpoint, Name, First, Now, ColumnCount };

    ReadingModel(const Session *session, StackId stack, QObject *parent = nullptr);

    void refresh();

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Seen {
        Reading before;
        Instant beforeAt;
        Reading latest;
        Instant latestAt;
        QMap<QString, QString> first; // by name, as text
        QString failure;              // of the latest poll
        int readings = 0;
    };
    void take(const Frame &frame);
    static QMap<QString, QString> texts(const Seen &seen);

    const Session *m_session;
    StackId m_stack;
    std::vector<Seen> m_seen; // per endpoint
};

} // namespace spillway

#pragma once
// The addresses of a host, to be tried in turn. Names are resolved without waiting; an address that does
// not answer is given up for the next one after 250 ms, so that one dead address of a name does not use
// up the deadline of a poll. Owned by whoever connects; GUI thread.

#include "outcome.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QHostInfo;
QT_END_NAMESPACE

namespace spillway {

class Route : public QObject {
    Q_OBJECT
public:
    explicit Route(const QString &host, QObject *parent = nullptr);
    ~Route() override;

    void find(); // forgets what was found before
    bool hasNext() const { return !m_addresses.isEmpty(); }
    QHostAddress next();
    void settle(); // the connection stands, or is given up: no more signals

signals:
    void found(); // there is a next one
    void failed(const spillway::Failure &failure);
    void tookTooLong(); // and there is a next one

private:
    void take(const QHostInfo &info);

    QString m_host;
    int m_lookup = -1;
    QList<QHostAddress> m_addresses; // not tried yet
    QTimer m_patience;
};

} // namespace spillway

#pragma once
// What waits for one addressee: in order, each message until it is taken, again after 1 s, 2 s, ... 60 s.
// At least once: a message whose answer was lost is sent again. Bounded: when 500 wait, the oldest is
// dropped, counted and told. Owned by Dispatch; GUI thread.

#include "carrier.h"
#include "instant.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace spillway {

class Outbox : public QObject {
    Q_OBJECT
public:
    // `name` is for people: "webhook pager.example".
    Outbox(const QString &name, std::unique_ptr<Carrier> carrier, QObject *parent = nullptr);
    ~Outbox() override;

    void push(const QByteArray &message);
    // In the place of all that wait and are not yet on their way, for a message that holds the whole state.
    void replace(const QByteArray &message);

    qsizetype waiting() const { return static_cast<qsizetype>(m_waiting.size()); }
    qint64 dropped() const { return m_dropped; }

    static constexpr size_t Most = 500;
    static constexpr Duration FirstPause{1'000};
    static constexpr Duration LongestPause{60'000};

signals:
    void delivered();
    void troubled(const QString &what); // once until recovered
    void recovered(const QString &what);

private:
    void sendNext();
    void takeFailure(const Failure &why, Carrier::Again again);
    void drop();

    QString m_name;
    std::unique_ptr<Carrier> m_carrier;
    std::deque<QByteArray> m_waiting; // the first may be on its way
    bool m_isSending = false;
    bool m_isTroubled = false;
    qint64 m_dropped = 0;
    Duration m_pause = FirstPause;
    QTimer m_retry;
};

} // namespace spillway

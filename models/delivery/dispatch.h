#pragma once
// Hands on what a live session says: its alerts to an Alertmanager, again each minute while they fire; its
// notices to webhooks and commands; a heartbeat as long as frames are consumed. Owned by a live run; the
// session outlives it. GUI thread.

#include "delivery.h"
#include "delivery/outbox.h"
#include "deliveryjson.h"
#include "session.h"

#include <QTimer>

#include <vector>

namespace spillway {

class Dispatch : public QObject {
    Q_OBJECT
public:
    Dispatch(const Session &session, const Deliveries &deliveries, QObject *parent = nullptr);

    static constexpr Duration Resend{60'000};
    // Longer than what an Alertmanager waits by itself (5 minutes), so that a lost minute ends no alert.
    static constexpr Duration Valid{6 * 60'000};
    // How long it is said again that an alert is over.
    static constexpr Duration OverShown{15 * 60'000};

signals:
    void troubled(const QString &what);

private:
    Outbox *add(const QString &name, std::unique_ptr<Carrier> carrier);
    void takeEvent(const Event &event);
    void sendAlerts();
    void sendNotice(const Notice &notice);
    void beat();

    const Session &m_session;
    std::vector<Outbox *> m_alertmanagers;
    std::vector<Outbox *> m_notices;
    Outbox *m_heartbeat = nullptr;
    std::vector<HandedAlert> m_firing; // as last handed on
    std::vector<HandedAlert> m_over;
    QTimer m_resend;
    QTimer m_soon; // several events of one frame make one message
    QTimer m_beat;
    bool m_hasNewFrames = false;
};

} // namespace spillway

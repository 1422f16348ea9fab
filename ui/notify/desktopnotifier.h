#pragma once
// Notices as desktop notifications: org.freedesktop.Notifications over D-Bus, asynchronous throughout,
// at most one live notification per incident, at most one call under way. What the service does not
// take within the deadline is reported through failed(). Signals are believed only from the service's
// owner and for ids that it gave us. Owned by app/; lives in the GUI thread.

#include "instant.h"
#include "notifier.h"
#include "notify/sessionbus.h"

#include <QDBusMessage>
#include <QStringList>

#include <map>
#include <optional>

class QDBusPendingCallWatcher;

namespace spillway {

class DesktopNotifier : public Notifier {
    Q_OBJECT
public:
    explicit DesktopNotifier(const QString &busAddress = {}, QObject *parent = nullptr);

    void show(const Notice &notice) override;

    static constexpr Duration Deadline{2000};

private slots:
    void changeOwner(const QString &service, const QString &before, const QString &after);
    void takeAction(uint id, const QString &action, const QDBusMessage &message);
    void takeClosing(uint id, uint reason, const QDBusMessage &message);

private:
    struct Incident {
        Notice notice;         // the newest one
        bool waiting = false;  // not yet handed to the service
        bool reported = false; // failed() was emitted for it
        bool dismissed = false;
        uint id = 0; // of the live notification
        int attempt = 0;
    };
    using Incidents = std::map<QString, Incident>;

    void startListening();
    void loseBus();
    void showStanding();
    void sendNext();
    void askCapabilities();
    void takeCapabilities(QDBusPendingCallWatcher *call);
    void send(const QString &key, const Incident &incident);
    void takeReply(QDBusPendingCallWatcher *call, const QString &key, const Notice &sent);
    void adopt(Incident &incident, uint id);
    void report(Incident &incident, const QString &why);
    void reportWaiting(const QString &why);
    void checkDeadline(const QString &key, int attempt);
    Incident *incidentOf(uint id, const QDBusMessage &message);
    QDBusMessage notifyCall(const Incident &incident) const;

    SessionBus m_bus;
    QString m_owner;                           // unique name of the service; empty = not running
    std::optional<QStringList> m_capabilities; // of m_owner; unset = not known yet
    QDBusPendingCallWatcher *m_call = nullptr; // the one call under way
    QString m_sending;                         // the incident that m_call is about; empty = none
    Incidents m_incidents;
};

} // namespace spillway

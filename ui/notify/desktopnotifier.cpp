#include "notify/desktopnotifier.h"

#include "plaintext.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QTimer>

#include <algorithm>
#include <limits>
#include <utility>

namespace spillway {

namespace {

constexpr QLatin1String Service("org.freedesktop.Notifications");
constexpr QLatin1String Path("/org/freedesktop/Notifications");
constexpr QLatin1String BusService("org.freedesktop.DBus");
constexpr QLatin1String BusPath("/org/freedesktop/DBus");
// The deadline is ours; the call itself stays open so that a late answer still gives us the id.
constexpr int NoTimeOut = std::numeric_limits<int>::max();

enum class Expiry : int { AsServiceLikes = -1, Never = 0 };

QString errorText(const QDBusError &error) {
    switch (error.type()) {
    case QDBusError::ServiceUnknown:
        return DesktopNotifier::tr("no notification service is running on this desktop");
    case QDBusError::NoReply:
    case QDBusError::Disconnected:
        return DesktopNotifier::tr("the notification service went away");
    default:
        return DesktopNotifier::tr("the notification service refused: %1")
            .arg(plainText(error.message(), 120));
    }
}

} // namespace

DesktopNotifier::DesktopNotifier(const QString &busAddress, QObject *parent)
    : Notifier(parent)
    , m_bus(busAddress) {
    connect(&m_bus, &SessionBus::opened, this, &DesktopNotifier::startListening);
    connect(&m_bus, &SessionBus::failed, this, &DesktopNotifier::reportWaiting);
    connect(&m_bus, &SessionBus::lost, this, &DesktopNotifier::loseBus);
}

void DesktopNotifier::show(const Notice &notice) {
    Incident &incident = m_incidents[notice.incident];
    incident.notice = notice;
    incident.waiting = true;
    incident.reported = false;
    incident.dismissed = false;
    const int attempt = ++incident.attempt;
    QTimer::singleShot(Deadline, this,
                       [this, key = notice.incident, attempt] { checkDeadline(key, attempt); });
    if (m_bus.isOpen())
        sendNext();
    else
        m_bus.open();
}

void DesktopNotifier::startListening() {
    QDBusConnection bus = m_bus.connection();
    bus.connect(BusService, BusPath, BusService, QStringLiteral("NameOwnerChanged"), {Service},
                QStringLiteral("sss"), this, SLOT(changeOwner(QString, QString, QString)));
    // No service name here: the sender is compared with the owner in incidentOf(), which costs no
    // blocking question to the bus.
    bus.connect(QString(), Path, Service, QStringLiteral("ActionInvoked"), this,
                SLOT(takeAction(uint, QString, QDBusMessage)));
    bus.connect(QString(), Path, Service, QStringLiteral("NotificationClosed"), this,
                SLOT(takeClosing(uint, uint, QDBusMessage)));
    showStanding();
    sendNext();
}

// Ids belong to one life of the service: another program may be given the same number by the next one.
void DesktopNotifier::changeOwner(const QString &service, const QString &, const QString &after) {
    if (service != Service || after == m_owner)
        return;
    m_owner = after;
    m_capabilities.reset();
    for (auto &[key, incident] : m_incidents)
        incident.id = 0;
    if (!after.isEmpty())
        showStanding();
    sendNext();
}

// What was on the old service's screen and still holds is shown once more.
void DesktopNotifier::showStanding() {
    for (auto &[key, incident] : m_incidents) {
        const Notice &notice = incident.notice;
        if (!incident.dismissed && !notice.closes && notice.reason != NoticeReason::Acknowledged)
            incident.waiting = true;
    }
}

void DesktopNotifier::loseBus() {
    m_owner.clear();
    m_capabilities.reset();
    m_call = nullptr;
    for (auto &[key, incident] : m_incidents) {
        incident.id = 0;
        incident.waiting = incident.waiting || key == m_sending;
    }
    m_sending.clear();
    m_bus.open(); // perhaps another one has taken its place; if not, failed() tells
}

void DesktopNotifier::sendNext() {
    if (m_call || !m_bus.isOpen())
        return;
    for (auto &[key, incident] : m_incidents) {
        if (!incident.waiting)
            continue;
        if (!m_capabilities)
            return askCapabilities();
        incident.waiting = false;
        return send(key, incident);
    }
}

void DesktopNotifier::askCapabilities() {
    const auto message =
        QDBusMessage::createMethodCall(Service, Path, Service, QStringLiteral("GetCapabilities"));
    m_call = new QDBusPendingCallWatcher(m_bus.connection().asyncCall(message, NoTimeOut), this);
    connect(m_call, &QDBusPendingCallWatcher::finished, this, &DesktopNotifier::takeCapabilities);
}

void DesktopNotifier::takeCapabilities(QDBusPendingCallWatcher *call) {
    call->deleteLater();
    if (call != m_call)
        return;
    m_call = nullptr;
    const QDBusPendingReply<QStringList> reply = *call;
    if (reply.isError()) {
        reportWaiting(errorText(reply.error()));
        return;
    }
    const QString answerer = reply.reply().service();
    if (m_owner.isEmpty() || m_owner == answerer) {
        m_owner = answerer;
        m_capabilities = reply.value();
    }
    sendNext();
}

void DesktopNotifier::send(const QString &key, const Incident &incident) {
    m_sending = key;
    m_call = new QDBusPendingCallWatcher(m_bus.connection().asyncCall(notifyCall(incident), NoTimeOut), this);
    connect(
        m_call, &QDBusPendingCallWatcher::finished, this,
        [this, key, sent = incident.notice](QDBusPendingCallWatcher *call) { takeReply(call, key, sent); });
}

void DesktopNotifier::takeReply(QDBusPendingCallWatcher *call, const QString &key, const Notice &sent) {
    call->deleteLater();
    if (call != m_call)
        return;
    m_call = nullptr;
    m_sending.clear();
    const QDBusPendingReply<uint> reply = *call;
    Incident &incident = m_incidents[key];
    if (reply.isError()) {
        report(incident, errorText(reply.error()));
    } else {
        adopt(incident, reply.value());
        // A late answer: the text may have gone on meanwhile.
        incident.waiting = incident.notice != sent;
    }
    if (sent.closes && !incident.waiting)
        m_incidents.erase(key);
    sendNext();
}

void DesktopNotifier::adopt(Incident &incident, uint id) {
    const bool taken = std::any_of(m_incidents.begin(), m_incidents.end(), [&](const auto &entry) {
        return &entry.second != &incident && entry.second.id == id;
    });
    if (id == 0 || taken) {
        incident.id = 0;
        report(incident, tr("the notification service gave no valid id"));
        return;
    }
    incident.id = id;
}

void DesktopNotifier::report(Incident &incident, const QString &why) {
    if (std::exchange(incident.reported, true))
        return;
    const Notice notice = incident.notice;
    emit failed(notice, why);
}

void DesktopNotifier::reportWaiting(const QString &why) {
    for (auto &[key, incident] : m_incidents) {
        if (std::exchange(incident.waiting, false))
            report(incident, why);
    }
}

void DesktopNotifier::checkDeadline(const QString &key, int attempt) {
    const auto found = m_incidents.find(key);
    if (found == m_incidents.end() || found->second.attempt != attempt)
        return;
    Incident &incident = found->second;
    if (!std::exchange(incident.waiting, false) && m_sending != key)
        return;
    report(incident, tr("the notification service has not answered for 2 s"));
}

DesktopNotifier::Incident *DesktopNotifier::incidentOf(uint id, const QDBusMessage &message) {
    if (id == 0 || m_owner.isEmpty() || message.service() != m_owner)
        return nullptr;
    for (auto &[key, incident] : m_incidents) {
        if (incident.id == id)
            return &incident;
    }
    return nullptr;
}

void DesktopNotifier::takeAction(uint id, const QString &action, const QDBusMessage &message) {
    const Incident *incident = incidentOf(id, message);
    if (!incident)
        return;
    const Notice notice = incident->notice;
    if (action == QLatin1String("acknowledge"))
        emit acknowledged(notice);
    else if (action == QLatin1String("snooze"))
        emit snoozed(notice, NoticeSnooze);
    else if (action == QLatin1String("default"))
        emit opened(notice);
}

// Closing is not acknowledging: the alert goes on, only its notification is gone.
void DesktopNotifier::takeClosing(uint id, uint reason, const QDBusMessage &message) {
    constexpr uint ByUser = 2;
    if (Incident *incident = incidentOf(id, message)) {
        incident->id = 0;
        incident->dismissed = reason == ByUser;
    }
}

QDBusMessage DesktopNotifier::notifyCall(const Incident &incident) const {
    const Notice &notice = incident.notice;
    QString body = plainLines(notice.body);
    if (m_capabilities->contains(QLatin1String("body-markup")))
        body = body.toHtmlEscaped();
    QStringList actions;
    if (m_capabilities->contains(QLatin1String("actions"))) {
        actions << QStringLiteral("default") << tr("Open");
        if (!notice.closes && notice.reason != NoticeReason::Acknowledged)
            actions << QStringLiteral("acknowledge") << tr("Acknowledge") << QStringLiteral("snooze")
                    << tr("Snooze for 15 min");
    }
    const QVariantMap hints{
        {QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(notice.urgency))},
        {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()},
        {QStringLiteral("category"), QStringLiteral("x-spillway.alert")},
    };
    const auto expiry =
        notice.urgency == Urgency::Critical && !notice.closes ? Expiry::Never : Expiry::AsServiceLikes;
    auto message = QDBusMessage::createMethodCall(Service, Path, Service, QStringLiteral("Notify"));
    message << QGuiApplication::applicationDisplayName() << incident.id << QString()
            << plainText(notice.title, 120) << body << actions << hints << static_cast<int>(expiry);
    return message;
}

} // namespace spillway

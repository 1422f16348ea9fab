#include "wall/blanking.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QTimer>

#include <array>

namespace spillway {

namespace {

struct Service {
    QLatin1String name;
    QLatin1String path;
    QLatin1String interface;
};

// In the order in which they are asked; some desktops serve one, some the other.
const std::array<Service, 2> services{
    {{QLatin1String("org.freedesktop.ScreenSaver"), QLatin1String("/org/freedesktop/ScreenSaver"),
      QLatin1String("org.freedesktop.ScreenSaver")},
     {QLatin1String("org.freedesktop.PowerManagement"),
      QLatin1String("/org/freedesktop/PowerManagement/Inhibit"),
      QLatin1String("org.freedesktop.PowerManagement.Inhibit")}}};

constexpr std::chrono::seconds retry{60};

} // namespace

Blanking::Blanking(const QString &busAddress, QObject *parent)
    : QObject(parent)
    , m_bus(busAddress) {
    connect(&m_bus, &SessionBus::opened, this, [this] { ask(0); });
    connect(&m_bus, &SessionBus::failed, this, [this] { settle(false); });
    connect(&m_bus, &SessionBus::lost, this, &Blanking::loseBus);
}

void Blanking::inhibit() {
    m_bus.open();
}

void Blanking::ask(int service) {
    const Service &asked = services[static_cast<size_t>(service)];
    QDBusMessage call =
        QDBusMessage::createMethodCall(asked.name, asked.path, asked.interface, QStringLiteral("Inhibit"));
    call << QStringLiteral("Spillway") << tr("A wall is shown");
    auto *watcher = new QDBusPendingCallWatcher(m_bus.connection().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, service](QDBusPendingCallWatcher *answered) { takeAnswer(answered, service); });
}

void Blanking::takeAnswer(QDBusPendingCallWatcher *call, int service) {
    call->deleteLater();
    const QDBusPendingReply<uint> reply = *call;
    if (!reply.isError())
        return settle(true);
    if (service + 1 < static_cast<int>(services.size()) && m_bus.isOpen())
        return ask(service + 1);
    settle(false);
}

void Blanking::loseBus() {
    settle(false);
}

// A wall stays up for weeks: the service may come, or come back, later.
void Blanking::settle(bool inhibited) {
    m_inhibited = inhibited;
    emit inhibitedChanged(inhibited);
    if (inhibited)
        return;
    QTimer::singleShot(retry, this, [this] {
        if (m_inhibited)
            return;
        if (m_bus.isOpen())
            ask(0);
        else
            m_bus.open();
    });
}

} // namespace spillway

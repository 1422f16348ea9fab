#include "notify/sessionbus.h"

#include <QThread>
#include <QUuid>

namespace spillway {

SessionBus::SessionBus(const QString &address, QObject *parent)
    : QObject(parent)
    , m_address(address) {}

SessionBus::~SessionBus() {
    if (m_state == State::Open)
        QDBusConnection::disconnectFromBus(m_name);
}

void SessionBus::open() {
    if (m_state != State::Closed)
        return;
    m_state = State::Opening;
    m_name = QStringLiteral("spillway-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QThread *thread = QThread::create([address = m_address, name = m_name] {
        if (address.isEmpty())
            QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
        else
            QDBusConnection::connectToBus(address, name);
    });
    connect(thread, &QThread::finished, this, &SessionBus::finishOpening);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void SessionBus::finishOpening() {
    QDBusConnection bus(m_name);
    if (!bus.isConnected()) {
        m_state = State::Closed;
        QDBusConnection::disconnectFromBus(m_name);
        emit failed(tr("there is no session bus"));
        return;
    }
    m_state = State::Open;
    bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
                QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this,
                SLOT(forgetConnection()));
    emit opened();
}

void SessionBus::forgetConnection() {
    m_state = State::Closed;
    QDBusConnection::disconnectFromBus(m_name);
    emit lost();
}

} // namespace spillway

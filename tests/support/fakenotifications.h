#pragma once
// An org.freedesktop.Notifications service in the test's process, on a connection of its own: it keeps
// what arrived, answers as told, and can misbehave in the ways that real services do.

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QObject>
#include <QStringList>
#include <QUuid>
#include <QVariantMap>

#include <vector>

namespace spillway {

struct Notified {
    QString app;
    uint replaces = 0;
    QString summary;
    QString body;
    QStringList actions;
    QVariantMap hints;
    int expire = 0;
    uint id = 0; // as answered
};

class FakeNotifications : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    enum class Manner { Answers, Holds, GivesZero, GivesSame, Refuses };

    explicit FakeNotifications(const QString &busAddress)
        : m_name(QUuid::createUuid().toString())
        , m_bus(QDBusConnection::connectToBus(busAddress, m_name)) {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                             QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    }
    ~FakeNotifications() override { QDBusConnection::disconnectFromBus(m_name); }

    bool appear() { return m_bus.registerService(QStringLiteral("org.freedesktop.Notifications")); }
    bool vanish() { return m_bus.unregisterService(QStringLiteral("org.freedesktop.Notifications")); }
    // Answers the calls that were held back.
    void answerHeld() {
        manner = Manner::Answers;
        for (const auto &[call, index] : m_held)
            m_bus.send(call.createReply(give(index)));
        m_held.clear();
    }
    void act(uint id, const QString &action) { emit ActionInvoked(id, action); }
    void close(uint id, uint reason) { emit NotificationClosed(id, reason); }

    Manner manner = Manner::Answers;
    QStringList capabilities{QStringLiteral("actions"), QStringLiteral("body"),
                             QStringLiteral("body-markup")};
    std::vector<Notified> arrived;

public slots:
    QStringList GetCapabilities() const { return capabilities; }
    uint Notify(const QString &app, uint replaces, const QString &, const QString &summary,
                const QString &body, const QStringList &actions, const QVariantMap &hints, int expire) {
        arrived.push_back({app, replaces, summary, body, actions, hints, expire, 0});
        switch (manner) {
        case Manner::Holds:
            setDelayedReply(true);
            m_held.emplace_back(message(), arrived.size() - 1);
            return 0;
        case Manner::Refuses:
            sendErrorReply(QDBusError::Failed, QStringLiteral("too many notifications"));
            return 0;
        case Manner::GivesZero:
            return 0;
        case Manner::GivesSame:
            return 7;
        case Manner::Answers:
            return give(arrived.size() - 1);
        }
        return 0;
    }

signals:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);

private:
    uint give(size_t index) {
        Notified &notified = arrived[index];
        notified.id = notified.replaces ? notified.replaces : ++m_lastId;
        return notified.id;
    }

    QString m_name;
    QDBusConnection m_bus;
    uint m_lastId = 40;
    std::vector<std::pair<QDBusMessage, size_t>> m_held;
};

} // namespace spillway

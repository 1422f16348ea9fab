#pragma once
// A private connection to the session bus that is opened without ever blocking the caller: libdbus
// waits for the bus's greeting, so that wait happens on a thread of its own. Reopens under a fresh
// name after the bus was lost, because Qt never revives a connection. Owned by DesktopNotifier.

#include <QDBusConnection>
#include <QObject>

namespace spillway {

class SessionBus : public QObject {
    Q_OBJECT
public:
    // An empty address means the session's own bus.
    explicit SessionBus(const QString &address = {}, QObject *parent = nullptr);
    ~SessionBus() override;

    bool isOpen() const { return m_state == State::Open; }
    QDBusConnection connection() const { return QDBusConnection(m_name); }

    // Answers later with opened() or failed(); does nothing while open or opening.
    void open();

signals:
    void opened();
    void failed(const QString &why);
    void lost();

private slots:
    void forgetConnection();

private:
    enum class State { Closed, Opening, Open };
    void finishOpening();

    QString m_address;
    QString m_name;
    State m_state = State::Closed;
};

} // namespace spillway

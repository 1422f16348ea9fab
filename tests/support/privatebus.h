#pragma once
// A session bus of a test's own: a dbus-daemon with a configuration that has no service folders, so
// that nothing can be activated behind the test's back. Stops with the object.

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

namespace spillway {

class PrivateBus {
public:
    bool start();
    void stop();
    void freeze() const { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGSTOP); }
    void thaw() const { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGCONT); }
    QString address() const { return m_address; }
    ~PrivateBus() { stop(); }

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
};

inline bool PrivateBus::start() {
    const QString file = m_folder.filePath(QStringLiteral("bus.conf"));
    QFile config(file);
    if (!config.open(QIODevice::WriteOnly))
        return false;
    config.write("<busconfig><type>session</type><listen>unix:path=");
    config.write(m_folder.filePath(QStringLiteral("bus")).toUtf8());
    config.write("</listen><auth>EXTERNAL</auth><policy context=\"default\">"
                 "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
                 "<allow own=\"*\"/></policy></busconfig>");
    config.close();
    m_daemon.start(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                    QStringLiteral("--print-address"), QStringLiteral("--config-file=") + file});
    if (!m_daemon.waitForReadyRead(10'000))
        return false;
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    m_address.truncate(m_address.indexOf(QLatin1String(",guid="))); // the next daemon has another
    return !m_address.isEmpty();
}

inline void PrivateBus::stop() {
    if (m_daemon.state() == QProcess::NotRunning)
        return;
    thaw();
    m_daemon.kill();
    m_daemon.waitForFinished();
}

} // namespace spillway

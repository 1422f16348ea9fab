#pragma once
// A real server that a test runs for itself: its own process, its own folder, a port of loopback that the
// kernel chose. It dies with the test, also when the test crashes. Never skips: what is missing fails.

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <functional>

namespace spillway {

class ServerProcess {
public:
    ServerProcess();
    virtual ~ServerProcess(); // ends the process, by its id

    ServerProcess(const ServerProcess &) = delete;
    ServerProcess &operator=(const ServerProcess &) = delete;

    bool start(); // false: error() says why
    void kill();  // at once, as a crash would
    void pause(); // SIGSTOP: the kernel goes on to accept and to acknowledge
    void resume();
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    quint16 port() const { return m_port; }
    QString folder() const { return m_folder.path(); }
    QString error() const { return m_error; }

protected:
    struct Call {
        QString program;
        QStringList arguments;
    };
    virtual Call call() const = 0; // at every start
    virtual bool isReady() = 0;    // does it answer by now?
    virtual QList<qint64> processes() const { return {m_process.processId()}; }
    bool run(const Call &call); // to its end; false with error() set
    void refuse(const QString &error) { m_error = error; }

private:
    void signalAll(int signal);

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port;
    QString m_error;
};

// A port on which nobody listens now.
quint16 freePort();
// Turns the event loop until `done` or until `most` milliseconds passed; returns whether it is done.
bool waitUntil(const std::function<bool()> &done, int most = 10'000);

} // namespace spillway

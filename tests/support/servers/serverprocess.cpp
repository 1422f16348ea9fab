#include "serverprocess.h"

#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace spillway {

quint16 freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool waitUntil(const std::function<bool()> &done, int most) {
    return QTest::qWaitFor(done, most);
}

ServerProcess::ServerProcess()
    : m_port(freePort()) {
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_folder.filePath(QStringLiteral("server.log")));
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    // Servers that run as a user of their own must get in.
    QFile::setPermissions(m_folder.path(),
                          QFile::permissions(m_folder.path()) | QFile::ReadOther | QFile::ExeOther);
}

ServerProcess::~ServerProcess() {
    kill();
}

bool ServerProcess::start() {
    const Call todo = call();
    m_process.start(todo.program, todo.arguments);
    if (!m_process.waitForStarted()) {
        refuse(todo.program + QStringLiteral(": ") + m_process.errorString());
        return false;
    }
    if (waitUntil([this] { return !isRunning() || isReady(); }) && isRunning())
        return true;
    QFile log(m_folder.filePath(QStringLiteral("server.log")));
    log.open(QIODevice::ReadOnly);
    refuse(todo.program + QStringLiteral(" did not come up: ") +
           QString::fromUtf8(log.readAll().right(2000)));
    return false;
}

void ServerProcess::kill() {
    if (!isRunning())
        return;
    signalAll(SIGKILL);
    m_process.waitForFinished();
}

void ServerProcess::pause() {
    signalAll(SIGSTOP);
}

void ServerProcess::resume() {
    signalAll(SIGCONT);
}

bool ServerProcess::run(const Call &todo) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(todo.program, todo.arguments);
    if (process.waitForFinished(60'000) && process.exitCode() == 0 &&
        process.exitStatus() == QProcess::NormalExit)
        return true;
    refuse(todo.program + QStringLiteral(": ") + process.errorString() + u' ' +
           QString::fromUtf8(process.readAll()));
    return false;
}

void ServerProcess::signalAll(int signal) {
    for (const qint64 process : processes())
        ::kill(static_cast<pid_t>(process), signal);
}

} // namespace spillway

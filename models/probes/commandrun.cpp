#include "commandrun.h"

#include <QProcess>

namespace spillway {

CommandRun::CommandRun(const QStringList &argv, QObject *parent)
    : Carrier(parent)
    , m_argv(argv) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { finish(QStringLiteral("does not end within %1 s").arg(Deadline / 1s)); });
}

CommandRun::~CommandRun() {
    drop();
}

void CommandRun::carry(const QByteArray &message) {
    m_process = new QProcess(this);
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        finish(status != QProcess::NormalExit ? QStringLiteral("was killed")
               : code != 0                    ? QStringLiteral("failed with exit code %1").arg(code)
                                              : QString());
    });
    // Queued: the answer never comes before carry() has returned.
    connect(
        m_process, &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart && m_process)
                finish(QStringLiteral("cannot be started: ") + m_process->errorString());
        },
        Qt::QueuedConnection);
    m_deadline.start(Deadline);
    m_process->start(m_argv.value(0), m_argv.mid(1));
    m_process->write(message);
    m_process->closeWriteChannel();
}

// QProcess would wait in its destructor, so a process that still runs outlives us, killed.
void CommandRun::drop() {
    m_deadline.stop();
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->setParent(nullptr);
    if (m_process->state() == QProcess::NotRunning) {
        m_process->deleteLater();
    } else {
        connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
        m_process->kill();
    }
    m_process = nullptr;
}

void CommandRun::finish(const QString &trouble) {
    drop();
    if (trouble.isEmpty())
        emit carried();
    else
        emit failed({FailureKind::Refused, QStringLiteral("%1 %2").arg(m_argv.value(0), trouble), {}},
                    Again::Later);
}

} // namespace spillway

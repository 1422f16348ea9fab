#include "headlessrun.h"

#include "recordingsize.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QTimer>

namespace spillway {

HeadlessRun::HeadlessRun(const Configuration &configuration)
    : m_live(configuration, nullptr) {
    QObject::connect(&m_interrupt, &Interrupt::requested, qApp, &QCoreApplication::quit);
    QObject::connect(&m_live, &LiveRun::recordingTroubled,
                     [](const QString &what) { printError(oneLine(what)); });
}

bool HeadlessRun::recordTo(const QString &path, const RecordingPolicy &policy) {
    const std::optional<Failure> failure = m_live.recordTo(path, policy);
    if (failure)
        printProblem(failureText(path, *failure));
    return !failure;
}

ExitCode HeadlessRun::watch(std::optional<Duration> length) {
    if (length)
        QTimer::singleShot(*length, Qt::PreciseTimer, qApp, &QCoreApplication::quit);
    m_live.start();
    QCoreApplication::exec();
    if (const std::optional<Failure> failure = m_live.closeRecording()) {
        printError(failureText(QStringLiteral("the recording"), *failure));
        return ExitCode::Unreachable;
    }
    if (const QString path = m_live.recordingPath(); !path.isEmpty())
        if (const QString size = recordingSizeText(path); !size.isEmpty())
            printError(oneLine(QStringLiteral("recorded %1; to see it: spillway replay %2").arg(size, path)));
    if (m_live.hasAnswer())
        return ExitCode::Done;
    printError(QStringLiteral("no endpoint answered; 'spillway check --connect CONFIG' says why"));
    return ExitCode::Unreachable;
}

} // namespace spillway

#include "headlessrun.h"

#include "recordedtext.h"
#include "terminal.h"

#include <QCoreApplication>

namespace spillway {

namespace {

constexpr auto sizeEvery = std::chrono::seconds(2);

// "recorded 1 h 2 m in 3.2 MiB; to see it: spillway replay today.spill"
void sayRecorded(const QString &verb, const QString &path) {
    if (const QString text = recordedText(path); !text.isEmpty())
        printError(oneLine(QStringLiteral("%1 %2; to see it: spillway replay %3").arg(verb, text, path)));
}

} // namespace

HeadlessRun::HeadlessRun(const Configuration &configuration)
    : m_live(configuration, nullptr) {
    QObject::connect(&m_interrupt, &Interrupt::requested, qApp, &QCoreApplication::quit);
    QObject::connect(&m_interrupt, &Interrupt::keepAsked, &m_live.tape(),
                     [this] { m_live.tape().keepRecent(m_recentPath); });
    // Before whoever prints the event.
    QObject::connect(&m_live.session(), &Session::eventHappened, qApp, [this] { m_status.clear(); });
    QObject::connect(&m_live.tape(), &Tape::troubled, qApp, [this](const QString &what) {
        m_status.clear();
        printError(oneLine(what));
    });
    QObject::connect(&m_live.tape(), &Tape::recentKept, qApp, [this](const QString &path) {
        m_status.clear();
        sayRecorded(QStringLiteral("kept"), path);
    });
    QObject::connect(&m_sizeTimer, &QTimer::timeout, qApp, [this] { showSize(); });
}

bool HeadlessRun::recordTo(const QString &path, const RecordingPolicy &policy) {
    const std::optional<Failure> failure = m_live.tape().record(path, policy);
    if (failure)
        printProblem(failureText(path, *failure));
    else if (m_status.isShown())
        m_sizeTimer.start(sizeEvery);
    return !failure;
}

void HeadlessRun::showSize() {
    const QString text = sizeText(m_live.tape().recordingSize()).replace(QChar(0x00a0), QLatin1Char(' '));
    m_status.show(oneLine(QStringLiteral("REC %1 in %2").arg(text, m_live.tape().recordingPath())));
}

ExitCode HeadlessRun::watch(std::optional<Duration> length) {
    if (length)
        QTimer::singleShot(*length, Qt::PreciseTimer, qApp, &QCoreApplication::quit);
    m_live.start();
    QCoreApplication::exec();
    m_sizeTimer.stop();
    m_status.clear();
    if (const std::optional<Failure> failure = m_live.tape().close()) {
        printError(failureText(QStringLiteral("the recording"), *failure));
        return ExitCode::Unreachable;
    }
    if (const QString path = m_live.tape().recordingPath(); !path.isEmpty())
        sayRecorded(QStringLiteral("recorded"), path);
    if (m_live.hasAnswer())
        return ExitCode::Done;
    printError(QStringLiteral("no endpoint answered; 'spillway check --connect CONFIG' says why"));
    return ExitCode::Unreachable;
}

} // namespace spillway

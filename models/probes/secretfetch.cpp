#include "secretfetch.h"

#include "displaytext.h"

#include <QFile>
#include <QProcess>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spillway {

namespace {

constexpr qint64 longest = 4096;
constexpr Duration commandTime{5000};

Failure unusable(const QString &what, const QString &remedy = QString()) {
    return {FailureKind::Configuration, what, remedy};
}

Failure tooLong() {
    return unusable(QStringLiteral("the password command printed more than 4\u00a0KiB"));
}

// Without the line end that editors and `echo` leave behind.
Outcome<Secret> secretIn(QByteArray bytes, const QString &where) {
    if (bytes.endsWith('\n'))
        bytes.chop(bytes.endsWith("\r\n") ? 2 : 1);
    if (bytes.isEmpty())
        return unusable(QStringLiteral("%1 is empty").arg(where));
    if (bytes.contains('\0') || bytes.contains('\n'))
        return unusable(QStringLiteral("%1 holds more than one line of text").arg(where));
    return Secret(std::move(bytes));
}

Outcome<Secret> fromEnvironment(const QString &variable) {
    if (!qEnvironmentVariableIsSet(variable.toUtf8().constData()))
        return unusable(QStringLiteral("the environment variable %1 is not set").arg(variable),
                        QStringLiteral("Set it before Spillway starts."));
    return secretIn(qgetenv(variable.toUtf8().constData()),
                    QStringLiteral("the environment variable %1").arg(variable));
}

// The same conditions as libpq has for its password file and ssh for its keys.
Outcome<Secret> fromFile(const QString &path) {
    const QString where = QStringLiteral("the password file %1").arg(path);
    QFile file;
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return unusable(QStringLiteral("%1 cannot be read: %2").arg(where, qt_error_string(errno)));
    struct stat status {};
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return unusable(QStringLiteral("%1 is not a regular file").arg(where));
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return unusable(QStringLiteral("%1 can be read by others").arg(where),
                        QStringLiteral("chmod 600 %1").arg(path));
    if (status.st_uid != geteuid() && status.st_uid != 0)
        return unusable(QStringLiteral("%1 belongs to another user").arg(where));
    if (status.st_size > longest)
        return unusable(QStringLiteral("%1 is longer than 4 KiB").arg(where));
    return secretIn(file.read(longest), where);
}

} // namespace

SecretFetch::SecretFetch(SecretSource source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source)) {
    m_start.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_start, &QTimer::timeout, this, &SecretFetch::start);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { finish(unusable(QStringLiteral("the password command did not end within 5\u00a0s"))); });
}

SecretFetch::~SecretFetch() {
    dropProcess();
}

void SecretFetch::fetch() {
    Q_ASSERT(!m_running);
    m_running = true;
    m_start.start(0);
}

void SecretFetch::start() {
    if (const auto *environment = std::get_if<EnvironmentSecret>(&m_source))
        finish(fromEnvironment(environment->variable));
    else if (const auto *file = std::get_if<FileSecret>(&m_source))
        finish(fromFile(file->path));
    else if (const auto *given = std::get_if<InlineSecret>(&m_source))
        finish(given->secret);
    else if (const auto *command = std::get_if<CommandSecret>(&m_source))
        run(command->argv);
    else
        finish(Secret());
}

void SecretFetch::run(const QStringList &argv) {
    m_process = new QProcess(this);
    m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, &SecretFetch::takeOutput);
    connect(m_process, &QProcess::readyReadStandardError, this, &SecretFetch::takeComplaint);
    connect(m_process, &QProcess::finished, this, &SecretFetch::takeExit);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(unusable(
                QStringLiteral("the password command cannot be started: %1").arg(m_process->errorString())));
    });
    m_deadline.start(commandTime);
    m_process->start(argv.value(0), argv.mid(1));
}

void SecretFetch::takeOutput() {
    readOutput();
    if (m_output.size() > longest)
        finish(tooLong());
}

// One byte above the limit tells that it was passed.
void SecretFetch::readOutput() {
    m_output += m_process->read(longest + 1 - m_output.size());
}

void SecretFetch::takeComplaint() {
    m_complaint += m_process->readAllStandardError().left(longest - m_complaint.size());
}

void SecretFetch::takeExit(int code) {
    readOutput();
    if (m_output.size() > longest)
        return finish(tooLong());
    if (m_process->exitStatus() == QProcess::NormalExit && code == 0)
        return finish(secretIn(m_output, QStringLiteral("the output of the password command")));
    takeComplaint();
    finish(unusable(QStringLiteral("the password command failed with exit code %1: %2")
                        .arg(code)
                        .arg(displayText(m_complaint))));
}

// QProcess would wait in its destructor, so a process that still runs outlives us, killed.
void SecretFetch::dropProcess() {
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

void SecretFetch::finish(const Outcome<Secret> &outcome) {
    dropProcess();
    m_output.fill('\0');
    m_output.clear();
    m_complaint.clear();
    m_running = false;
    if (outcome)
        emit fetched(*outcome);
    else
        emit failed(outcome.failure());
}

} // namespace spillway

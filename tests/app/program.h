#pragma once
// The built program, run as a user would, in an environment of its own: no display, no configuration.

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace spillway {

struct Ended {
    int status = -1; // -1: crashed or did not end
    QByteArray out;
    QByteArray err;
};

class Program {
public:
    Program() {
        m_environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"})
            m_environment.remove(QLatin1String(name));
        set("XDG_CONFIG_HOME", m_folder.path());
        set("HOME", m_folder.path());
        set("DBUS_SESSION_BUS_ADDRESS", QStringLiteral("disabled:"));
    }

    void set(const char *name, const QString &value) { m_environment.insert(QLatin1String(name), value); }
    QString folder() const { return m_folder.path(); }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    // Writes a file into the folder and returns its path.
    QString write(const char *name, const QByteArray &bytes) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    std::unique_ptr<QProcess> start(const QStringList &arguments) const {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(m_environment);
        process->setWorkingDirectory(m_folder.path());
        process->start(QStringLiteral(SPILLWAY_PROGRAM), arguments);
        return process;
    }

    // "$0" is the program.
    Ended runInShell(const QString &line) const {
        QProcess shell;
        shell.setProcessEnvironment(m_environment);
        shell.setWorkingDirectory(m_folder.path());
        shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), line, QStringLiteral(SPILLWAY_PROGRAM)});
        return endOf(shell);
    }

    static Ended endOf(QProcess &process) {
        if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    Ended run(const QStringList &arguments) const {
        const auto process = start(arguments);
        return endOf(*process);
    }

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

} // namespace spillway

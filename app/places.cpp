#include "places.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace spillway {

namespace {

QString inConfigurationFolder(const char *name) {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/spillway/") + QLatin1String(name);
}

// Empty when it is not installed.
QString bundledRecording(const QString &name) {
    // The application object would say, but there may be none yet.
    const QString program = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    const QDir beside(QFileInfo(program).path() + QStringLiteral("/../share/spillway/recordings"));
    const QString path = QDir::cleanPath(beside.absoluteFilePath(name));
    return QFileInfo::exists(path) ? path : QString();
}

} // namespace

QString usersConfiguration() {
    return inConfigurationFolder("spillway.toml");
}

QString preferencesFile() {
    return inConfigurationFolder("preferences.ini");
}

QString usersDocuments() {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

QString stateFolder() {
    const QString chosen = qEnvironmentVariable("XDG_STATE_HOME");
    const QString home =
        QDir::isAbsolutePath(chosen) ? chosen : QDir::homePath() + QStringLiteral("/.local/state");
    return home + QStringLiteral("/spillway");
}

QString bundledOutage() {
    return bundledRecording(QStringLiteral("march-3.spill"));
}

QString bundledDrill(const QString &name) {
    return bundledRecording(QStringLiteral("drills/%1.spill").arg(name));
}

QString drillHistoryFile() {
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    return (QDir::isAbsolutePath(state) ? state : QDir::homePath() + QStringLiteral("/.local/state")) +
           QStringLiteral("/spillway/drills");
}

} // namespace spillway

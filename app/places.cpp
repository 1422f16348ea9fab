#include "places.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace spillway {

namespace {

QString inConfigurationFolder(const char *name) {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/spillway/") + QLatin1String(name);
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
    const QDir beside(QCoreApplication::applicationDirPath() +
                      QStringLiteral("/../share/spillway/recordings"));
    const QString outage = QDir::cleanPath(beside.absoluteFilePath(QStringLiteral("march-3.spill")));
    return QFileInfo::exists(outage) ? outage : QString();
}

} // namespace spillway

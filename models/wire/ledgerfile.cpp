#include "ledgerfile.h"

#include "inputjson.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace spillway {

namespace {

constexpr int version = 1;
constexpr qint64 mostBytes = 4 << 20;

QString checksum(const QByteArray &body) {
    return QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
}

Failure unusable(const QString &path, const QString &what) {
    return {FailureKind::Storage, QStringLiteral("%1: %2").arg(path, what),
            QStringLiteral("it is replaced at the next change; move it away to look at it")};
}

} // namespace

Outcome<std::optional<KeptState>> readLedger(const QString &path) {
    if (!QFileInfo::exists(path))
        return std::optional<KeptState>();
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return unusable(path, QFileInfo(path).isFile() ? file.errorString() : QStringLiteral("not a file"));
    const QByteArray bytes = file.read(mostBytes + 1);
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json.value(u"ledger").toInt() > version)
        return unusable(path, QStringLiteral("it was written by a later version of Spillway"));
    const QByteArray body = QJsonDocument(json.value(u"state").toObject()).toJson(QJsonDocument::Compact);
    const bool isWhole = bytes.size() <= mostBytes && json.value(u"ledger").toInt() == version &&
                         json.value(u"sha256").toString() == checksum(body);
    std::optional<KeptState> state = isWhole ? keptStateFromJson(body) : std::nullopt;
    if (!state)
        return unusable(path, QStringLiteral("it is damaged"));
    return state;
}

std::optional<Failure> writeLedger(const QString &path, const KeptState &state) {
    const QByteArray body = toJsonBody(state);
    const QJsonObject json{{QStringLiteral("ledger"), version},
                           {QStringLiteral("sha256"), checksum(body)},
                           {QStringLiteral("state"), QJsonDocument::fromJson(body).object()}};
    const QString folder = QFileInfo(path).absolutePath();
    const bool isNew = !QFileInfo::exists(folder);
    if (!QDir().mkpath(folder))
        return Failure{FailureKind::Storage, QStringLiteral("%1 cannot be made").arg(folder),
                       QStringLiteral("make a folder there that you may write")};
    if (isNew)
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n') < 0 || !file.commit())
        return Failure{FailureKind::Storage, QStringLiteral("%1: %2").arg(path, file.errorString()),
                       QStringLiteral("make room, or make the folder one that you may write")};
    return std::nullopt;
}

} // namespace spillway

#include "drillhistory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace spillway {

namespace {

constexpr qint64 longestFile = 16 * 1024 * 1024;

struct DurationKey {
    const char *name;
    std::optional<Duration> DrillScore::*value;
};

constexpr DurationKey durations[] = {{"onset_error_s", &DrillScore::onsetError},
                                     {"diagnosis_s", &DrillScore::toDiagnosis},
                                     {"move_s", &DrillScore::toMove}};

} // namespace

QByteArray toJsonLine(const DrillRecord &record) {
    QJsonObject object{{QStringLiteral("at"), record.at.toIso()},
                       {QStringLiteral("drill"), record.drill},
                       {QStringLiteral("person"), record.person},
                       {QStringLiteral("points"), record.score.points},
                       {QStringLiteral("wrong_turns"), record.score.wrongTurns},
                       {QStringLiteral("cause"), record.score.isCauseRight}};
    for (const DurationKey &key : durations)
        if (const std::optional<Duration> &value = record.score.*key.value)
            object[QLatin1String(key.name)] = toSeconds(*value);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::vector<DrillRecord> readDrills(const QByteArray &text) {
    std::vector<DrillRecord> records;
    for (const QByteArray &line : text.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const auto at = Instant::fromIso(object[u"at"].toString());
        if (!at || !object[u"drill"].isString() || !object[u"points"].isDouble())
            continue;
        DrillRecord record{*at, object[u"person"].toString(), object[u"drill"].toString(), {}};
        record.score.points = object[u"points"].toInt();
        record.score.wrongTurns = object[u"wrong_turns"].toInt();
        record.score.isCauseRight = object[u"cause"].toBool();
        for (const DurationKey &key : durations)
            if (const QJsonValue value = object[QLatin1String(key.name)]; value.isDouble())
                record.score.*key.value = Duration(qRound64(value.toDouble() * 1000));
        records.push_back(std::move(record));
    }
    return records;
}

std::optional<Failure> keepDrill(const QString &path, const DrillRecord &record) {
    const auto failed = [&path](const QString &why) {
        return Failure{FailureKind::Storage, QStringLiteral("%1: %2").arg(path, why),
                       QStringLiteral("make the folder writable to keep what you have learned")};
    };
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed(QStringLiteral("its folder cannot be made"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return failed(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray line = toJsonLine(record);
    if (file.write(line) != line.size() || !file.flush())
        return failed(file.errorString());
    return std::nullopt;
}

std::vector<DrillRecord> keptDrills(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestFile)
        return {};
    return readDrills(file.readAll());
}

} // namespace spillway

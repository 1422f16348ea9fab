#include "exchange/csvreader.h"

#include "displaytext.h"
#include "exchange/csvtext.h"
#include "exchange/csvwriter.h"
#include "exchange/metricline.h"
#include "recording/recordingconfiguration.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <set>

namespace spillway {

namespace {

constexpr qsizetype longestText = 400;
constexpr qint64 recordsPerReport = 4096;

Failure refused(const QString &what, const QString &remedy = QString()) {
    return {FailureKind::Protocol, what, remedy};
}

class Reader {
public:
    explicit Reader(const CsvChoice &choice)
        : m_choice(choice) {}

    std::optional<Failure> takeHeader(const QByteArrayList &names) {
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QByteArray name = names[i].startsWith("\xef\xbb\xbf") ? names[i].mid(3) : names[i];
            if (m_columns.contains(name))
                return refused(QStringLiteral("the column '%1' stands twice").arg(displayText(name, 40)));
            m_columns.insert(name, i);
            if (const auto field = fieldFromName(QLatin1String(name.data(), name.size())))
                m_fields.emplace_back(*field, i);
        }
        for (const char *needed : {csvcolumn::at, csvcolumn::endpoint, csvcolumn::kind})
            if (!m_columns.contains(needed))
                return refused(
                    QStringLiteral("the first line does not name the column '%1'").arg(QLatin1String(needed)),
                    QStringLiteral("it needs at, endpoint, kind and names of fields"));
        m_width = names.size();
        return std::nullopt;
    }

    std::optional<Failure> take(const QByteArrayList &record) {
        if (record.size() != m_width)
            return refused(
                QStringLiteral("%1 columns where the first line has %2").arg(record.size()).arg(m_width));
        const std::optional<Instant> at = Instant::fromIso(QString::fromUtf8(text(record, csvcolumn::at)));
        if (!at)
            return refused(QStringLiteral("'at' is not a moment"),
                           QStringLiteral("write it with its zone, 2024-03-03T10:00:00.000Z"));
        const QByteArray outcome = text(record, csvcolumn::outcome);
        if (outcome == "configuration") {
            m_imported.recorded = configurationFromJson(text(record, csvcolumn::settings));
            return m_imported.recorded
                       ? std::nullopt
                       : std::optional(refused(QStringLiteral("the configuration is broken")));
        }
        const bool isInside =
            (!m_choice.from || *at >= *m_choice.from) && (!m_choice.to || *at <= *m_choice.to);
        if (outcome == "note") {
            if (isInside)
                m_imported.notes.push_back({*at, shown(record, csvcolumn::stack),
                                            shown(record, csvcolumn::author),
                                            QString::fromUtf8(text(record, csvcolumn::what).left(4096))});
            return std::nullopt;
        }
        return takePoll(record, *at, outcome, isInside);
    }
    Imported takeImported() { return std::move(m_imported); }

private:
    QByteArray text(const QByteArrayList &record, const char *column) const {
        const auto found = m_columns.constFind(column);
        return found == m_columns.constEnd() ? QByteArray() : record[*found];
    }
    QString shown(const QByteArrayList &record, const char *column) const {
        return displayText(text(record, column), longestText);
    }

    std::optional<Failure> takePoll(const QByteArrayList &record, Instant at, const QByteArray &outcome,
                                    bool isInside) {
        const auto kind = endpointKindFromName(shown(record, csvcolumn::kind));
        if (!kind)
            return refused(QStringLiteral("'kind' is not a kind of server"),
                           QStringLiteral("use redis, memcached, postgresql or mysql"));
        const QString stack = shown(record, csvcolumn::stack);
        const QString name = shown(record, csvcolumn::endpoint);
        const bool isCache = *kind == EndpointKind::Redis || *kind == EndpointKind::Memcached;
        const auto id = m_imported.endpoints.take(stack.isEmpty() ? m_choice.stack : stack, name, *kind,
                                                  isCache ? Role::Cache : Role::Database);
        if (!id || name.isEmpty())
            return refused(id ? QStringLiteral("'endpoint' is empty") : QStringLiteral("too many endpoints"));
        const auto took = metricNumber(text(record, csvcolumn::took)).value_or(0);
        Frame frame{at, *id, Duration(qint64(std::isfinite(took) ? std::clamp(took, 0.0, 1e9) : 0)),
                    Reading{}};
        if (!outcome.isEmpty() && outcome != "ok") {
            frame.outcome = Failure{failureKindFromName(QString::fromUtf8(outcome)),
                                    shown(record, csvcolumn::what), shown(record, csvcolumn::remedy)};
        } else {
            Outcome<Reading> reading = readingOf(record, *id);
            if (!reading)
                return reading.failure();
            frame.outcome = std::move(reading);
        }
        if (!isInside)
            return std::nullopt;
        m_imported.endpoints.notePoll(*id, at);
        m_imported.frames.add(frame);
        return std::nullopt;
    }

    Outcome<Reading> readingOf(const QByteArrayList &record, EndpointId id) {
        Reading reading;
        for (const auto &[field, column] : m_fields) {
            if (record[column].isEmpty())
                continue;
            const auto number = metricNumber(record[column]);
            const bool isCounter = fieldInfo(field).kind == FieldKind::Counter;
            if (!number || std::isnan(*number) || (isCounter && *number < 0))
                return refused(QStringLiteral("'%1' is not a number").arg(fieldInfo(field).name),
                               QStringLiteral("leave it empty where nothing was measured"));
            reading.set(field, *number);
        }
        reading.identity = shown(record, csvcolumn::identity);
        reading.version = shown(record, csvcolumn::version);
        if (m_settings.size() <= id)
            m_settings.resize(id + size_t(1));
        if (const QByteArray said = text(record, csvcolumn::settings); !said.isEmpty()) {
            const QJsonDocument json = QJsonDocument::fromJson(said);
            if (!json.isObject())
                return refused(QStringLiteral("'settings' is not a JSON object"));
            m_settings[id].clear();
            const QJsonObject object = json.object();
            for (auto it = object.begin(); it != object.end(); ++it)
                m_settings[id].insert(displayText(it.key().toUtf8()),
                                      displayText(it.value().toString().toUtf8(), longestText));
        }
        reading.settings = m_settings[id];
        return reading;
    }

    const CsvChoice &m_choice;
    QHash<QByteArray, qsizetype> m_columns;
    std::vector<std::pair<Field, qsizetype>> m_fields;
    qsizetype m_width = 0;
    Imported m_imported;
    std::vector<QMap<QString, QString>> m_settings; // in force, per endpoint
};

} // namespace

Outcome<Imported> readCsv(QIODevice &text, const CsvChoice &choice) {
    CsvRecords records(text);
    Reader reader(choice);
    for (qint64 number = 0;; ++number) {
        const auto record = records.next();
        std::optional<Failure> failure;
        if (!record)
            failure = record.failure();
        else if (!*record && number == 0)
            failure = refused(QStringLiteral("the file is empty"));
        else if (!*record)
            return reader.takeImported();
        else
            failure = number == 0 ? reader.takeHeader(**record) : reader.take(**record);
        if (failure)
            return Failure{failure->kind,
                           QStringLiteral("line %1: %2").arg(records.line()).arg(failure->what),
                           failure->remedy};
        if (number % recordsPerReport == 0 && choice.reached && !choice.reached(records.bytes()))
            return reader.takeImported();
    }
}

} // namespace spillway

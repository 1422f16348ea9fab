#include "exchange/csvwriter.h"

#include "exchange/csvtext.h"
#include "exchange/metricline.h"
#include "recording/recordingconfiguration.h"

#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace spillway {

namespace {

QByteArray json(const QMap<QString, QString> &settings) {
    QJsonObject object;
    for (auto it = settings.cbegin(); it != settings.cend(); ++it)
        object.insert(it.key(), it.value());
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

CsvWriter::CsvWriter(const Configuration &configuration, std::vector<Field> fields, Instant start,
                     QIODevice &to)
    : m_configuration(configuration)
    , m_fields(std::move(fields))
    , m_to(to)
    , m_settings(configuration.endpoints.size()) {
    using namespace csvcolumn;
    QByteArrayList header{at,   stack,  endpoint, kind,     role,    took,    outcome,
                          what, remedy, author,   identity, version, settings};
    for (const Field field : m_fields) {
        const QLatin1String name = fieldInfo(field).name;
        header << QByteArray(name.data(), name.size());
    }
    write(header);
    write({start.toIso().toUtf8(),
           {},
           {},
           {},
           {},
           {},
           "configuration",
           {},
           {},
           {},
           {},
           {},
           configurationToJson(configuration)});
}

bool CsvWriter::write(const QByteArrayList &record) {
    QByteArrayList whole = record;
    while (whole.size() < 13 + qsizetype(m_fields.size()))
        whole << QByteArray();
    const QByteArray line = csvRecord(whole);
    m_isGood = m_isGood && m_to.write(line) == line.size();
    return m_isGood;
}

bool CsvWriter::add(const Frame &frame) {
    const Endpoint &endpoint = m_configuration.endpoints[frame.endpoint];
    QByteArrayList record{
        frame.at.toIso().toUtf8(),        m_configuration.stacks[endpoint.stack].name.toUtf8(),
        endpoint.name.toUtf8(),           endpointKindName(endpoint.kind).toUtf8(),
        roleName(endpoint.role).toUtf8(), QByteArray::number(frame.took.count())};
    if (!frame.outcome) {
        const Failure &failure = frame.outcome.failure();
        return write(record << failureKindName(failure.kind).toUtf8() << failure.what.toUtf8()
                            << failure.remedy.toUtf8());
    }
    const Reading &reading = *frame.outcome;
    QMap<QString, QString> &said = m_settings[frame.endpoint];
    record << QByteArrayLiteral("ok") << QByteArray() << QByteArray() << QByteArray()
           << reading.identity.toUtf8() << reading.version.toUtf8()
           << (said == reading.settings ? QByteArray() : json(reading.settings));
    said = reading.settings;
    for (const Field field : m_fields) {
        const std::optional<double> value = reading.value(field);
        record << (value && !std::isnan(*value) ? metricText(*value) : QByteArray());
    }
    return write(record);
}

bool CsvWriter::add(const RecordingNote &note) {
    return write({note.at.toIso().toUtf8(),
                  note.stack.toUtf8(),
                  {},
                  {},
                  {},
                  {},
                  "note",
                  note.text.toUtf8(),
                  {},
                  note.author.toUtf8()});
}

} // namespace spillway

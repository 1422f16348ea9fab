#include "exchange/openmetricswriter.h"

#include "exchange/metricline.h"
#include "exchange/ownnames.h"
#include "recording/recordingconfiguration.h"

#include <QIODevice>

#include <array>
#include <cmath>

namespace spillway {

namespace {

constexpr Duration repeated = std::chrono::minutes(5);

struct Family {
    const char *name; // of its samples
    const char *type;
    const char *unit;
    const char *help;
};

constexpr std::array families{
    Family{ownname::configuration, "info", "", "what was watched and by which rules, as JSON"},
    Family{ownname::up, "gauge", "", "1 when the endpoint answered the poll, 0 when it did not"},
    Family{ownname::roundTrip, "gauge", "milliseconds", "from the start of the poll to its outcome"},
    Family{ownname::failure, "info", "", "why a poll failed"},
    Family{ownname::server, "info", "", "which run of which version answered"},
    Family{ownname::setting, "gauge", "",
           "1 when the setting has the value from then on, 0 when it no longer has"},
    Family{ownname::note, "info", "", "what somebody noted"},
};

constexpr size_t firstField = families.size();

size_t familyOf(const char *name) {
    size_t i = 0;
    while (families[i].name != name)
        ++i;
    return i;
}

size_t familyOf(Field field) {
    return firstField + static_cast<size_t>(field);
}

QByteArray headerOf(size_t family) {
    QByteArray name;
    QByteArray type;
    QByteArray unit;
    QByteArray help;
    if (family < firstField) {
        name = families[family].name;
        type = families[family].type;
        if (type == "info")
            name.chop(5); // _info is of the sample, not of the family
        unit = families[family].unit;
        help = families[family].help;
    } else {
        const FieldInfo &info = fieldTable()[family - firstField];
        name = ownFamily(info.field);
        type = info.kind == FieldKind::Counter ? "counter" : "gauge";
        unit = ownUnit(info.field);
        help = QByteArray(info.name.data(), info.name.size()) + " as the server answered it";
    }
    QByteArray header = "# TYPE " + name + ' ' + type + '\n';
    if (!unit.isEmpty())
        header += "# UNIT " + name + ' ' + unit + '\n';
    return header + "# HELP " + name + ' ' + help + '\n';
}

} // namespace

OpenMetricsWriter::OpenMetricsWriter(const Configuration &configuration, qsizetype mostInMemory)
    : m_spool(mostInMemory)
    , m_heads(configuration.endpoints.size())
    , m_said(configuration.endpoints.size())
    , m_configuration(configurationToJson(configuration)) {
    for (const Endpoint &endpoint : configuration.endpoints) {
        m_labels.push_back({{"stack", configuration.stacks[endpoint.stack].name.toUtf8()},
                            {"endpoint", endpoint.name.toUtf8()},
                            {"kind", endpointKindName(endpoint.kind).toUtf8()},
                            {"role", roleName(endpoint.role).toUtf8()}});
        std::vector<QByteArray> &heads = m_heads[m_labels.size() - 1];
        for (const FieldInfo &info : fieldTable())
            heads.push_back(metricHead(ownName(info.field), m_labels.back()));
    }
}

QByteArray OpenMetricsWriter::head(const char *name, EndpointId endpoint, const MetricLabels &more) const {
    MetricLabels labels = m_labels[endpoint];
    labels.insert(labels.end(), more.begin(), more.end());
    return metricHead(name, labels);
}

bool OpenMetricsWriter::add(const Frame &frame) {
    const qint64 at = frame.at.ms();
    bool isGood = true;
    const auto add = [&](const char *name, const MetricLabels &labels, double value) {
        isGood = m_spool.add(familyOf(name), head(name, frame.endpoint, labels), value, at) && isGood;
    };
    if (!m_configurationSaid || frame.at - *m_configurationSaid >= repeated) {
        m_configurationSaid = frame.at;
        isGood = m_spool.add(familyOf(ownname::configuration),
                             metricHead(ownname::configuration, {{"json", m_configuration}}), 1, at);
    }
    add(ownname::up, {}, frame.outcome ? 1 : 0);
    add(ownname::roundTrip, {}, static_cast<double>(frame.took.count()));
    if (!frame.outcome) {
        const Failure &failure = frame.outcome.failure();
        add(ownname::failure,
            {{"failure", failureKindName(failure.kind).toUtf8()},
             {"what", failure.what.toUtf8()},
             {"remedy", failure.remedy.toUtf8()}},
            1);
        return isGood;
    }
    for (const FieldValue &entry : frame.outcome->fields())
        if (!std::isnan(entry.value))
            isGood =
                m_spool.add(familyOf(entry.field), m_heads[frame.endpoint][static_cast<size_t>(entry.field)],
                            entry.value, at) &&
                isGood;
    return addText(frame.endpoint, *frame.outcome, frame.at) && isGood;
}

bool OpenMetricsWriter::addText(EndpointId endpoint, const Reading &reading, Instant at) {
    Said &said = m_said[endpoint];
    const bool isDue = !said.at || at - *said.at >= repeated;
    bool isGood = true;
    const auto add = [&](const char *name, const MetricLabels &labels, double value) {
        isGood = m_spool.add(familyOf(name), head(name, endpoint, labels), value, at.ms()) && isGood;
    };
    if (isDue || said.text.identity != reading.identity || said.text.version != reading.version)
        add(ownname::server, {{"identity", reading.identity.toUtf8()}, {"version", reading.version.toUtf8()}},
            1);
    const auto setting = [&](const QString &name, const QString &value, double isSo) {
        add(ownname::setting, {{"setting", name.toUtf8()}, {"value", value.toUtf8()}}, isSo);
    };
    for (auto it = said.text.settings.cbegin(); it != said.text.settings.cend(); ++it)
        if (!reading.settings.contains(it.key()) || reading.settings.value(it.key()) != it.value())
            setting(it.key(), it.value(), 0);
    for (auto it = reading.settings.cbegin(); it != reading.settings.cend(); ++it)
        if (isDue || !said.text.settings.contains(it.key()) ||
            said.text.settings.value(it.key()) != it.value())
            setting(it.key(), it.value(), 1);
    if (isDue)
        said.at = at;
    said.text.identity = reading.identity;
    said.text.version = reading.version;
    said.text.settings = reading.settings;
    return isGood;
}

bool OpenMetricsWriter::add(const RecordingNote &note) {
    return m_spool.add(familyOf(ownname::note),
                       metricHead(ownname::note, {{"stack", note.stack.toUtf8()},
                                                  {"author", note.author.toUtf8()},
                                                  {"text", note.text.toUtf8()}}),
                       1, note.at.ms());
}

bool OpenMetricsWriter::write(QIODevice &to) {
    for (size_t family = 0; family < firstField + fieldTable().size(); ++family) {
        if (!m_spool.has(family))
            continue;
        const QByteArray header = headerOf(family);
        if (to.write(header) != header.size() || !m_spool.write(family, to))
            return false;
    }
    return to.write("# EOF\n") == 6;
}

} // namespace spillway

#include "recording/recordingconfiguration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace spillway {

namespace {

template <class T> using Names = std::array<std::pair<T, QLatin1String>, 4>;

constexpr Names<Comparison> comparisonNames{{
    {Comparison::Below, QLatin1String("below")},
    {Comparison::Above, QLatin1String("above")},
    {Comparison::BelowUsualBy, QLatin1String("below_usual_by")},
    {Comparison::AboveUsualTimes, QLatin1String("above_usual_times")},
}};

QLatin1String nameOf(Comparison comparison) {
    const auto known = [&](const auto &entry) { return entry.first == comparison; };
    return std::find_if(comparisonNames.begin(), comparisonNames.end(), known)->second;
}

std::optional<Comparison> comparisonFromName(const QString &name) {
    const auto known = [&](const auto &entry) { return entry.second == name; };
    const auto found = std::find_if(comparisonNames.begin(), comparisonNames.end(), known);
    return found == comparisonNames.end() ? std::nullopt : std::optional(found->first);
}

QString tlsName(Tls tls) {
    return tls == Tls::Off      ? QStringLiteral("off")
           : tls == Tls::Verify ? QStringLiteral("verify")
                                : QStringLiteral("insecure");
}

std::optional<Tls> tlsFromName(const QString &name) {
    for (const Tls tls : {Tls::Off, Tls::Verify, Tls::Insecure})
        if (name == tlsName(tls))
            return tls;
    return std::nullopt;
}

double ms(Duration duration) {
    return static_cast<double>(duration.count());
}

QJsonObject toJson(const Endpoint &endpoint) {
    QJsonObject object{
        {QStringLiteral("name"), endpoint.name},
        {QStringLiteral("kind"), endpointKindName(endpoint.kind)},
        {QStringLiteral("role"), roleName(endpoint.role)},
        {QStringLiteral("stack"), endpoint.stack},
        {QStringLiteral("address"), endpoint.address.display()},
        {QStringLiteral("host"), endpoint.address.host},
        {QStringLiteral("port"), endpoint.address.port},
        {QStringLiteral("socket"), endpoint.address.socketPath},
        {QStringLiteral("tls"), tlsName(endpoint.address.tls)},
        {QStringLiteral("every_ms"), ms(endpoint.every)},
    };
    if (endpoint.vcpu)
        object.insert(QStringLiteral("vcpu"), *endpoint.vcpu);
    return object;
}

QJsonObject toJson(const Rule &rule) {
    QJsonObject object{
        {QStringLiteral("alert"), rule.name},
        {QStringLiteral("metric"), QString(metricInfo(rule.metric).name)},
        {QStringLiteral("comparison"), QString(nameOf(rule.comparison))},
        {QStringLiteral("threshold"), rule.threshold},
        {QStringLiteral("for_ms"), ms(rule.hold)},
        {QStringLiteral("keep_firing_for_ms"), ms(rule.keepFiring)},
        {QStringLiteral("window_ms"), ms(rule.window)},
        {QStringLiteral("min_lookups"), rule.minLookups},
        {QStringLiteral("severity"), severityName(rule.severity)},
        {QStringLiteral("stack"), rule.stack},
        {QStringLiteral("endpoint"), rule.endpoint},
        {QStringLiteral("summary"), rule.summary},
        {QStringLiteral("runbook"), rule.runbook},
    };
    if (rule.recover)
        object.insert(QStringLiteral("recover"), *rule.recover);
    return object;
}

QJsonObject toJson(const Silence &silence) {
    QJsonArray days;
    for (size_t day = 0; day < silence.days.size(); ++day)
        if (silence.days[day])
            days.append(static_cast<int>(day));
    return {{QStringLiteral("stack"), silence.stack},
            {QStringLiteral("rule"), silence.rule},
            {QStringLiteral("days"), days},
            {QStringLiteral("from_minute"), silence.from},
            {QStringLiteral("to_minute"), silence.to},
            {QStringLiteral("reason"), silence.reason}};
}

// Reads the members of one object; any that is missing or of another type fails the whole.
class Members {
public:
    explicit Members(const QJsonValue &value)
        : m_object(value.toObject())
        , m_failed(!value.isObject()) {}

    QString text(QLatin1String name) { return take(name, QJsonValue::String).toString(); }
    double number(QLatin1String name) { return take(name, QJsonValue::Double).toDouble(); }
    bool yes(QLatin1String name) { return take(name, QJsonValue::Bool).toBool(); }
    QJsonArray array(QLatin1String name) { return take(name, QJsonValue::Array).toArray(); }
    quint16 small(QLatin1String name) {
        const double value = number(name);
        return need(value >= 0 && value <= std::numeric_limits<quint16>::max()) ? static_cast<quint16>(value)
                                                                                : quint16(0);
    }
    Duration duration(QLatin1String name) {
        const double value = number(name);
        return Duration(need(value >= 0 && value <= 1e15) ? static_cast<qint64>(value) : 0);
    }
    std::optional<double> maybe(QLatin1String name) {
        return m_object.contains(name) ? std::optional(number(name)) : std::nullopt;
    }
    template <class T> T known(const std::optional<T> &value) {
        return need(value.has_value()) ? *value : T{};
    }
    bool has(QLatin1String name) const { return m_object.contains(name); }
    bool need(bool condition) {
        m_failed = m_failed || !condition;
        return condition;
    }
    bool failed() const { return m_failed; }

private:
    QJsonValue take(QLatin1String name, QJsonValue::Type type) {
        const QJsonValue value = m_object.value(name);
        need(value.type() == type);
        return value;
    }

    QJsonObject m_object;
    bool m_failed;
};

std::optional<Endpoint> endpointFromJson(const QJsonValue &value) {
    Members from(value);
    Endpoint endpoint;
    endpoint.name = from.text(QLatin1String("name"));
    endpoint.kind = from.known(endpointKindFromName(from.text(QLatin1String("kind"))));
    endpoint.role = from.text(QLatin1String("role")) == roleName(Role::Cache) ? Role::Cache : Role::Database;
    endpoint.stack = from.small(QLatin1String("stack"));
    endpoint.address.host = from.text(QLatin1String("host"));
    endpoint.address.port = from.small(QLatin1String("port"));
    endpoint.address.socketPath = from.text(QLatin1String("socket"));
    endpoint.address.tls = from.known(tlsFromName(from.text(QLatin1String("tls"))));
    endpoint.every = from.duration(QLatin1String("every_ms"));
    endpoint.vcpu = from.maybe(QLatin1String("vcpu"));
    return from.failed() ? std::nullopt : std::optional(std::move(endpoint));
}

std::optional<Rule> ruleFromJson(const QJsonValue &value) {
    Members from(value);
    Rule rule;
    rule.name = from.text(QLatin1String("alert"));
    rule.metric = from.known(metricFromName(from.text(QLatin1String("metric"))));
    rule.comparison = from.known(comparisonFromName(from.text(QLatin1String("comparison"))));
    rule.threshold = from.number(QLatin1String("threshold"));
    rule.recover = from.maybe(QLatin1String("recover"));
    rule.hold = from.duration(QLatin1String("for_ms"));
    rule.keepFiring = from.duration(QLatin1String("keep_firing_for_ms"));
    rule.window = from.duration(QLatin1String("window_ms"));
    rule.minLookups = from.number(QLatin1String("min_lookups"));
    rule.severity = from.text(QLatin1String("severity")) == severityName(Severity::Critical)
                        ? Severity::Critical
                        : Severity::Warning;
    rule.stack = from.text(QLatin1String("stack"));
    rule.endpoint = from.text(QLatin1String("endpoint"));
    rule.summary = from.text(QLatin1String("summary"));
    rule.runbook = from.text(QLatin1String("runbook"));
    return from.failed() ? std::nullopt : std::optional(std::move(rule));
}

std::optional<Silence> silenceFromJson(const QJsonValue &value) {
    Members from(value);
    Silence silence;
    silence.stack = from.text(QLatin1String("stack"));
    silence.rule = from.text(QLatin1String("rule"));
    silence.days.fill(false);
    for (const QJsonValue &day : from.array(QLatin1String("days")))
        if (from.need(day.isDouble() && day.toInt(-1) >= 0 && day.toInt() < 7))
            silence.days[static_cast<size_t>(day.toInt())] = true;
    silence.from = from.small(QLatin1String("from_minute"));
    silence.to = from.small(QLatin1String("to_minute"));
    from.need(silence.from < 24 * 60 && silence.to <= 24 * 60);
    silence.reason = from.text(QLatin1String("reason"));
    return from.failed() ? std::nullopt : std::optional(std::move(silence));
}

// Endpoints belong to stacks by position and by role; the stacks keep no list of their own in the file.
bool placeEndpoints(Configuration &configuration) {
    for (size_t id = 0; id < configuration.endpoints.size(); ++id) {
        const Endpoint &endpoint = configuration.endpoints[id];
        if (endpoint.stack >= configuration.stacks.size())
            return false;
        Stack &stack = configuration.stacks[endpoint.stack];
        auto &members = endpoint.role == Role::Cache ? stack.caches : stack.databases;
        members.push_back(static_cast<EndpointId>(id));
    }
    return true;
}

} // namespace

QByteArray configurationToJson(const Configuration &configuration) {
    QJsonArray stacks;
    for (const Stack &stack : configuration.stacks)
        stacks.append(QJsonObject{{QStringLiteral("name"), stack.name}});
    QJsonArray endpoints;
    for (const Endpoint &endpoint : configuration.endpoints)
        endpoints.append(toJson(endpoint));
    QJsonArray rules;
    for (const Rule &rule : configuration.rules)
        rules.append(toJson(rule));
    QJsonObject json{{QStringLiteral("every_ms"), ms(configuration.every)},
                     {QStringLiteral("simulated"), configuration.simulated},
                     {QStringLiteral("stacks"), stacks},
                     {QStringLiteral("endpoints"), endpoints},
                     {QStringLiteral("rules"), rules}};
    QJsonArray silences;
    for (const Silence &silence : configuration.silences)
        silences.append(toJson(silence));
    if (!silences.isEmpty())
        json[u"silences"] = silences;
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<Configuration> configurationFromJson(const QByteArray &json) {
    Members from(QJsonDocument::fromJson(json).object());
    Configuration configuration;
    configuration.every = from.duration(QLatin1String("every_ms"));
    configuration.simulated = from.yes(QLatin1String("simulated"));
    for (const QJsonValue &value : from.array(QLatin1String("stacks"))) {
        Members stack(value);
        configuration.stacks.push_back({stack.text(QLatin1String("name")), {}, {}});
        from.need(!stack.failed());
    }
    for (const QJsonValue &value : from.array(QLatin1String("endpoints"))) {
        const std::optional<Endpoint> endpoint = endpointFromJson(value);
        from.need(endpoint.has_value());
        configuration.endpoints.push_back(endpoint.value_or(Endpoint{}));
    }
    for (const QJsonValue &value : from.array(QLatin1String("rules"))) {
        const std::optional<Rule> rule = ruleFromJson(value);
        from.need(rule.has_value());
        configuration.rules.push_back(rule.value_or(Rule{}));
    }
    // Older recordings have none.
    const QLatin1String silences("silences");
    for (const QJsonValue &value : from.has(silences) ? from.array(silences) : QJsonArray()) {
        const std::optional<Silence> silence = silenceFromJson(value);
        from.need(silence.has_value());
        configuration.silences.push_back(silence.value_or(Silence{}));
    }
    if (from.failed() || !placeEndpoints(configuration))
        return std::nullopt;
    return configuration;
}

} // namespace spillway

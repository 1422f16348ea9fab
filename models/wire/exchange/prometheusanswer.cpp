#include "exchange/prometheusanswer.h"

#include "displaytext.h"
#include "exchange/exporternames.h"
#include "exchange/metricline.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

#include <cmath>

namespace spillway {

namespace {

constexpr double latestSeconds = 1e11;

Failure refused(const QString &what) {
    return {FailureKind::Protocol, what,
            QStringLiteral("Is this the address of a Prometheus-compatible server?")};
}

// [1709459880.1, "42"]; a value that is not a number is no sample.
bool takePoint(const QJsonValue &value, MetricSeries &series) {
    const QJsonArray pair = value.toArray();
    const double seconds = pair.at(0).toDouble(NAN);
    const std::optional<double> number = metricNumber(pair.at(1).toString().toUtf8());
    if (pair.size() != 2 || !(std::abs(seconds) < latestSeconds) || !number)
        return false;
    const qint64 at = std::llround(seconds * 1000);
    if (!series.points.empty() && at <= series.points.back().atMs)
        return false;
    if (!std::isnan(*number))
        series.points.push_back({at, *number});
    return true;
}

std::optional<MetricSeries> seriesOf(const QJsonObject &result, bool isMatrix) {
    MetricSeries series;
    const QJsonObject metric = result.value(u"metric").toObject();
    for (auto it = metric.begin(); it != metric.end(); ++it) {
        if (it.key() == QLatin1String("__name__"))
            series.name = it.value().toString().toUtf8();
        else
            series.labels.emplace_back(it.key().toUtf8(), it.value().toString().toUtf8());
    }
    if (!isMatrix)
        return takePoint(result.value(u"value"), series) ? std::optional(series) : std::nullopt;
    const QJsonArray values = result.value(u"values").toArray();
    series.points.reserve(size_t(values.size()));
    for (const QJsonValue &value : values)
        if (!takePoint(value, series))
            return std::nullopt;
    return series;
}

} // namespace

Outcome<std::vector<MetricSeries>> readPrometheusAnswer(const QByteArray &json) {
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return refused(QStringLiteral("the answer is not JSON"));
    const QJsonObject answer = document.object();
    if (answer.value(u"status").toString() == QLatin1String("error"))
        return Failure{FailureKind::Protocol,
                       QStringLiteral("the server refused the question: ") +
                           displayText(answer.value(u"error").toString().toUtf8()),
                       {}};
    const QJsonObject data = answer.value(u"data").toObject();
    const QString type = data.value(u"resultType").toString();
    if (answer.value(u"status").toString() != QLatin1String("success") ||
        (type != QLatin1String("matrix") && type != QLatin1String("vector")) ||
        !data.value(u"result").isArray())
        return refused(QStringLiteral("the answer is not that of a Prometheus query"));
    std::vector<MetricSeries> all;
    const QJsonArray results = data.value(u"result").toArray();
    for (const QJsonValue &result : results) {
        std::optional<MetricSeries> series = seriesOf(result.toObject(), type == QLatin1String("matrix"));
        if (!series)
            return refused(QStringLiteral("the answer holds a sample that is none"));
        all.push_back(std::move(*series));
    }
    return all;
}

QByteArray rangeQuery(const QString &matchers, std::optional<EndpointKind> kind, Duration range) {
    using enum EndpointKind;
    QByteArray names;
    if (kind) {
        names = exporterPattern(*kind);
    } else {
        for (const EndpointKind each : {Redis, Memcached, PostgreSql, MySql})
            names += exporterPattern(each) + '|';
        names += "spillway_.+";
    }
    const QByteArray inner = matchers.trimmed().mid(1).chopped(1).trimmed().toUtf8();
    return "{__name__=~\"" + names + '"' + (inner.isEmpty() ? "" : "," + inner) + "}[" +
           QByteArray::number(qint64(range.count())) + "ms]";
}

std::optional<Instant> httpDate(const QByteArray &header) {
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(header),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date.isValid() ? std::optional(Instant::fromMs(date.toMSecsSinceEpoch())) : std::nullopt;
}

bool isMatchers(const QString &text) {
    const QString trimmed = text.trimmed();
    return trimmed.size() >= 2 && trimmed.startsWith(u'{') && trimmed.endsWith(u'}');
}

} // namespace spillway

#include "exchange/openmetricsreader.h"

#include "exchange/metricline.h"

#include <QHash>
#include <QIODevice>

#include <cmath>

namespace spillway {

namespace {

constexpr qint64 linesPerReport = 1 << 14;

Failure refused(const QString &what, const QString &remedy = QString()) {
    return {FailureKind::Protocol, what, remedy};
}

class Reader {
public:
    explicit Reader(const OpenMetricsChoice &choice)
        : m_choice(choice) {}

    // Unset: go on.
    std::optional<Failure> take(QByteArrayView text) {
        if (m_isEnded)
            return refused(QStringLiteral("something stands after # EOF"));
        const Outcome<MetricLine> line = parseMetricLine(text);
        if (!line)
            return line.failure();
        if (line->kind == MetricLine::Kind::Type)
            m_types.insert(line->family, line->type);
        m_isEnded = line->kind == MetricLine::Kind::End;
        return line->kind == MetricLine::Kind::Sample ? take(line->sample) : std::nullopt;
    }
    bool isEnded() const { return m_isEnded; }
    std::vector<MetricSeries> takeSeries() {
        std::erase_if(m_series, [](const MetricSeries &series) { return series.points.empty(); });
        return std::move(m_series);
    }

private:
    std::optional<Failure> take(const MetricSample &sample) {
        if (sample.head != m_head)
            if (const auto failure = turnTo(sample.head))
                return failure;
        if (!sample.atMs)
            return refused(QStringLiteral("the sample has no time"),
                           QStringLiteral("a scrape of now is no history; export with times"));
        if (m_isCounter && !(sample.value >= 0))
            return refused(QStringLiteral("a counter is below zero or not a number"));
        if (*sample.atMs <= m_latest[m_at])
            return refused(QStringLiteral("the series goes back in time"));
        m_latest[m_at] = *sample.atMs;
        const Instant at = Instant::fromMs(*sample.atMs);
        const bool isInside =
            (!m_choice.from || at >= *m_choice.from) && (!m_choice.to || at <= *m_choice.to);
        if (!m_isWanted || !isInside || std::isnan(sample.value)) // a gauge that is not a number is unknown
            return std::nullopt;
        if (++m_points > m_choice.limits.mostPoints)
            return refused(
                QStringLiteral("more than %1 million samples").arg(m_choice.limits.mostPoints / 1'000'000),
                QStringLiteral("import a part of the time with --from and --to"));
        m_series[m_at].points.push_back({*sample.atMs, sample.value});
        return std::nullopt;
    }

    std::optional<Failure> turnTo(QByteArrayView head) {
        const QByteArray key = head.toByteArray();
        const auto known = m_numbers.constFind(key);
        if (known == m_numbers.constEnd()) {
            if (m_series.size() >= m_choice.limits.mostSeries)
                return refused(QStringLiteral("more than %1 series").arg(m_choice.limits.mostSeries),
                               QStringLiteral("export fewer of them"));
            Outcome<MetricSeries> series = parseMetricHead(head);
            if (!series)
                return series.failure();
            m_numbers.insert(key, m_series.size());
            m_series.push_back(std::move(series).value());
            m_latest.push_back(std::numeric_limits<qint64>::min());
        }
        m_at = known == m_numbers.constEnd() ? m_series.size() - 1 : *known;
        m_head = key;
        const QByteArray &name = m_series[m_at].name;
        m_isWanted = !m_choice.wanted || m_choice.wanted(name);
        m_isCounter = m_types.value(name.endsWith("_total") ? name.chopped(6) : name) == MetricType::Counter;
        return std::nullopt;
    }

    const OpenMetricsChoice &m_choice;
    QHash<QByteArray, MetricType> m_types;
    QHash<QByteArray, size_t> m_numbers; // of a head
    std::vector<MetricSeries> m_series;
    std::vector<qint64> m_latest; // per series
    QByteArray m_head;            // of the line before, since series stand together
    size_t m_at = 0;
    bool m_isWanted = true;
    bool m_isCounter = false;
    bool m_isEnded = false;
    size_t m_points = 0;
};

} // namespace

Outcome<std::vector<MetricSeries>> readOpenMetrics(QIODevice &text, const OpenMetricsChoice &choice) {
    Reader reader(choice);
    const auto inLine = [](qint64 number, const Failure &failure) {
        return Failure{failure.kind, QStringLiteral("line %1: %2").arg(number).arg(failure.what),
                       failure.remedy};
    };
    qint64 number = 0;
    qint64 bytes = 0;
    QByteArray buffer(choice.limits.longestLine + 3,
                      Qt::Uninitialized); // QIODevice would take it anew each time
    while (true) {
        const qint64 length = text.readLine(buffer.data(), buffer.size());
        if (length <= 0)
            break;
        QByteArrayView line(buffer.constData(), length);
        ++number;
        bytes += length;
        if (line.endsWith('\n'))
            line.chop(1);
        else if (line.size() > choice.limits.longestLine)
            return inLine(number,
                          refused(QStringLiteral("longer than %1 bytes").arg(choice.limits.longestLine)));
        if (const auto failure = reader.take(line))
            return inLine(number, *failure);
        if (number % linesPerReport == 0 && choice.reached && !choice.reached(bytes))
            return reader.takeSeries();
    }
    if (!reader.isEnded())
        return inLine(number, refused(QStringLiteral("the last line is not # EOF"),
                                      QStringLiteral("the file was cut off, or is not OpenMetrics text")));
    return reader.takeSeries();
}

} // namespace spillway

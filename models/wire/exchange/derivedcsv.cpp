#include "exchange/derivedcsv.h"

#include "exchange/csvtext.h"
#include "exchange/metricline.h"

#include <QIODevice>

#include <algorithm>
#include <map>
#include <tuple>

namespace spillway {

DerivedCsv::DerivedCsv(const Configuration &configuration, const std::set<Metric> &metrics, QIODevice &to)
    : m_configuration(configuration)
    , m_metrics(metrics.begin(), metrics.end())
    , m_deriver(configuration)
    , m_to(to) {
    QByteArrayList header{"at", "stack", "endpoint"};
    for (const Metric metric : m_metrics) {
        const QLatin1String name = metricInfo(metric).name;
        header << QByteArray(name.data(), name.size());
    }
    const QByteArray line = csvRecord(header);
    m_isGood = to.write(line) == line.size();
}

bool DerivedCsv::add(const Frame &frame) {
    // Whose, and when: a stack's samples of a frame may be of another moment than the frame.
    std::map<std::tuple<Instant, StackId, qint32>, std::map<Metric, double>> lines;
    for (const Sample &sample : m_deriver.derive(frame).samples)
        lines[{sample.at, sample.series.stack, sample.series.endpoint}][sample.series.metric] =
            sample.value();
    for (const auto &[whose, values] : lines) {
        const auto &[at, stack, endpoint] = whose;
        const bool isStack = endpoint == SeriesId::WholeStack;
        QByteArrayList record{at.toIso().toUtf8(), m_configuration.stacks[stack].name.toUtf8(),
                              isStack ? QByteArray()
                                      : m_configuration.endpoints[size_t(endpoint)].name.toUtf8()};
        for (const Metric metric : m_metrics) {
            const auto value = values.find(metric);
            record << (value == values.end() ? QByteArray() : metricText(value->second));
        }
        const QByteArray line = csvRecord(record);
        m_isGood = m_isGood && m_to.write(line) == line.size();
    }
    return m_isGood;
}

} // namespace spillway

#include "keptstate.h"

#include <QStringList>

namespace spillway {

QString conditionOf(const Rule &rule) {
    const auto exact = [](double value) { return QString::number(value, 'g', 17); };
    const auto time = [](Duration duration) { return QString::number(duration.count()); };
    return QStringList{metricInfo(rule.metric).name,
                       QString::number(static_cast<int>(rule.comparison)),
                       exact(rule.threshold),
                       rule.recover ? exact(*rule.recover) : QString(),
                       time(rule.hold),
                       time(rule.keepFiring),
                       time(rule.window),
                       exact(rule.minLookups),
                       rule.endpoint}
        .join(QLatin1Char('|'));
}

} // namespace spillway

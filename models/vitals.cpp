#include "vitals.h"

#include "format.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

namespace spillway {

namespace {

QString say(const char *text) {
    return QCoreApplication::translate("Vitals", text);
}

QString milliseconds(const std::optional<double> &value) {
    return value ? formatValue(Unit::Milliseconds, value) : QStringLiteral(u"\u2014");
}

QString missedText(const Vitals &vitals) {
    if (!vitals.polls || !vitals.missed)
        return say("nothing is polled");
    const auto due = static_cast<double>(*vitals.polls + *vitals.missed);
    const double share = due > 0 ? static_cast<double>(*vitals.missed) / due : 0;
    return say("%1 of %2 (%3)")
        .arg(formatNumber(static_cast<double>(*vitals.missed)), formatNumber(due),
             formatValue(Unit::Ratio, share));
}

} // namespace

std::vector<VitalText> vitalTexts(const Vitals &vitals) {
    return {{say("Polls missed"), missedText(vitals)},
            {say("Refresh of the views"), milliseconds(vitals.refreshMs)},
            {say("Longest refresh"), milliseconds(vitals.worstRefreshMs)},
            {say("Memory"), vitals.memory ? formatValue(Unit::Bytes, static_cast<double>(*vitals.memory))
                                          : QStringLiteral(u"\u2014")}};
}

std::optional<qint64> residentMemory() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QList<QByteArray> pages = file.readLine().split(' ');
    bool ok = false;
    const qint64 resident = pages.value(1).toLongLong(&ok);
    return ok ? std::optional(resident * sysconf(_SC_PAGESIZE)) : std::nullopt;
}

} // namespace spillway

#include "instant.h"

#include <QDateTime>
#include <QTimeZone>

namespace spillway {

namespace {

QDateTime utc(Instant instant) {
    return QDateTime::fromMSecsSinceEpoch(instant.ms(), Qt::UTC);
}

} // namespace

QString Instant::toIso() const {
    return utc(*this).toString(Qt::ISODateWithMs);
}

std::optional<Instant> Instant::fromIso(const QString &text) {
    const QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    // Without a zone Qt assumes local time, which would mean different instants on different machines.
    if (!parsed.isValid() || parsed.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return fromMs(parsed.toMSecsSinceEpoch());
}

QString Instant::clockText() const {
    return utc(*this).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace spillway

#include "alert.h"

#include <QCoreApplication>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Alert", text);
}

} // namespace

QString hushText(const Alert &alert) {
    const Attention &attention = alert.attention;
    if (alert.isAcknowledged())
        return attention.comment.isEmpty()
                   ? tr("acknowledged by %1 at %2 UTC")
                         .arg(attention.acknowledgedBy, attention.acknowledgedAt.clockText())
                   : tr("acknowledged by %1 at %2 UTC: %3")
                         .arg(attention.acknowledgedBy, attention.acknowledgedAt.clockText(),
                              attention.comment);
    if (attention.snoozedUntil)
        return tr("snoozed until %1 UTC").arg(attention.snoozedUntil->clockText());
    if (alert.silencedUntil)
        return tr("silenced until %1 UTC: %2").arg(alert.silencedUntil->clockText(), alert.silencedBecause);
    return QString();
}

} // namespace spillway

#include "lognotifier.h"

#include <QIODevice>

namespace spillway {

namespace {

QLatin1String word(const Notice &notice) {
    if (notice.closes)
        return QLatin1String("resolved");
    switch (notice.urgency) {
    case Urgency::Low:
        return QLatin1String("info");
    case Urgency::Normal:
        return QLatin1String("warning");
    case Urgency::Critical:
        return QLatin1String("critical");
    }
    Q_UNREACHABLE();
}

QString oneLine(QString text) {
    for (QChar &c : text) {
        const bool steers = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
                            c.category() == QChar::Separator_Line ||
                            c.category() == QChar::Separator_Paragraph;
        if (steers)
            c = QLatin1Char(' ');
    }
    return text.trimmed();
}

} // namespace

LogNotifier::LogNotifier(QIODevice *out, QObject *parent)
    : Notifier(parent)
    , m_out(out) {}

void LogNotifier::show(const Notice &notice) {
    QString line =
        notice.at.clockText() + QLatin1Char(' ') + word(notice) + QLatin1String(": ") + oneLine(notice.title);
    if (!notice.body.isEmpty())
        line += QLatin1String(" | ") + oneLine(notice.body);
    if (m_out->write(line.toUtf8() + '\n') < 0)
        emit failed(notice, m_out->errorString());
}

} // namespace spillway

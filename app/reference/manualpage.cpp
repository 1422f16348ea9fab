#include "reference/manualpage.h"

#include "command.h"
#include "metric.h"

#include <QStringList>

namespace spillway {

namespace {

// A hyphen in roff is a typographic one, which cannot be pasted into a shell, unless it is escaped.
QString escaped(const char *text) {
    QString roff = QString::fromUtf8(text);
    roff.replace(u'\\', QStringLiteral("\\e")).replace(u'-', QStringLiteral("\\-"));
    if (roff.startsWith(u'.') || roff.startsWith(u'\''))
        roff.prepend(QStringLiteral("\\&"));
    return roff;
}

QString optionNames(const OptionInfo &option) {
    QStringList names;
    for (const QString &name : QString::fromUtf8(option.names).split(u','))
        names << QStringLiteral("\\fB%1%2\\fR")
                     .arg(name.size() == 1 ? QStringLiteral("\\-") : QStringLiteral("\\-\\-"),
                          escaped(name.toUtf8().constData()));
    QString text = names.join(QStringLiteral(", "));
    if (*option.value != '\0')
        text += QStringLiteral(" \\fI%1\\fR").arg(escaped(option.value));
    return text;
}

QString commandSection(const Command &command) {
    QString call = QStringLiteral("spillway");
    if (*command.name != '\0')
        call += u' ' + escaped(command.name);
    const QString argument = escaped(command.argument);
    QString text = QStringLiteral(".SS \"%1 %2\"\n")
                       .arg(call, command.file == FileArgument::Optional ? u'[' + argument + u']' : argument);
    QString summary = escaped(command.summary);
    summary.front() = summary.front().toUpper();
    text += summary + QStringLiteral(".\n");
    for (const OptionInfo &option : command.options)
        text += QStringLiteral(".TP\n%1\n%2.\n").arg(optionNames(option), escaped(option.help));
    return text;
}

QString exampleOf(const Command &command) {
    QString call = QStringLiteral("spillway ");
    if (*command.name != '\0')
        call += escaped(command.name) + u' ';
    return QStringLiteral(".TP\n.B %1%2\n%3.\n")
        .arg(call, escaped(command.example), escaped(command.summary));
}

QString unitOf(Unit unit) {
    switch (unit) {
    case Unit::Ratio:
        return QStringLiteral("0 to 1");
    case Unit::PerSecond:
        return QStringLiteral("per second");
    case Unit::Bytes:
        return QStringLiteral("bytes");
    case Unit::Sessions:
        return QStringLiteral("sessions");
    case Unit::Seconds:
        return QStringLiteral("seconds");
    case Unit::Milliseconds:
        return QStringLiteral("milliseconds");
    case Unit::Microseconds:
        return QStringLiteral("microseconds");
    case Unit::Count:
    case Unit::None:
        break;
    }
    return QStringLiteral("a number");
}

QString metricEntry(const MetricInfo &metric) {
    QString label = escaped(metric.label);
    label.front() = label.front().toUpper();
    return QStringLiteral(".TP\n.B %1\n%2; %3.\n").arg(QString(metric.name), label, unitOf(metric.unit));
}

} // namespace

QString manualPage(QString prose, const QString &version) {
    QString commands;
    QString examples;
    for (const Command &command : commandTable()) {
        commands += commandSection(command);
        examples += exampleOf(command);
    }
    QString metrics;
    for (const MetricInfo &metric : metricTable())
        metrics += metricEntry(metric);
    prose.replace(QLatin1String("@VERSION@"), version);
    prose.replace(QLatin1String("@COMMANDS@\n"), commands);
    prose.replace(QLatin1String("@EXAMPLES@\n"), examples);
    return prose.replace(QLatin1String("@METRICS@\n"), metrics);
}

} // namespace spillway

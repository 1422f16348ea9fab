#include "commandline.h"

namespace spillway {

namespace {

constexpr qsizetype commandWidth = 34; // "spillway wall [CONFIG|RECORDING]" and spaces
constexpr qsizetype optionWidth = 22;  // "-o, --output OUT.png" and spaces

QString row(const QString &left, qsizetype leftWidth, const char *right) {
    return QStringLiteral("  ") + left.leftJustified(leftWidth) + QLatin1String(right) + u'\n';
}

// "-o, --output FILE"
QString written(const OptionInfo &option) {
    QStringList names;
    for (const QString &name : QString(QLatin1String(option.names)).split(u','))
        names << (name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name;
    const QString value = QLatin1String(option.value);
    return value.isEmpty() ? names.join(QStringLiteral(", "))
                           : names.join(QStringLiteral(", ")) + u' ' + value;
}

QString usage(const Command &command) {
    const QString name = QLatin1String(command.name);
    const QString argument = QLatin1String(command.argument);
    const QString call = name.isEmpty() ? QString() : name + u' ';
    return call + (command.file != FileArgument::Optional ? argument : u'[' + argument + u']');
}

} // namespace

QString helpText(const Command &command) {
    const QString name = QLatin1String(command.name);
    QString summary = QLatin1String(command.summary);
    summary.front() = summary.front().toUpper();
    QString text =
        QStringLiteral("Usage: spillway %1 [OPTIONS]\n\n%2.\n\nOptions:\n").arg(usage(command), summary);
    for (const OptionInfo &option : command.options)
        text += row(written(option), optionWidth, option.help);
    text += row(QStringLiteral("-h, --help"), optionWidth, "this text");
    return text + QStringLiteral("\nExample:\n  spillway %1 %2\n").arg(name, QLatin1String(command.example));
}

QString helpText() {
    QString text =
        QStringLiteral("spillway says whether the cache or the database is to blame, with the arithmetic.\n\n"
                       "Usage:\n");
    for (const Command &command : commandTable())
        text += row(QStringLiteral("spillway ") + usage(command), commandWidth, command.summary);
    text += QStringLiteral("\nOptions:\n");
    text += row(QStringLiteral("-h, --help"), commandWidth, "this text; after a command, its options");
    text += row(QStringLiteral("--version"), commandWidth, "the version");
    const Command *diagnose = commandNamed(QStringLiteral("diagnose"));
    text += QStringLiteral("\nExample:\n  spillway diagnose %1\n").arg(QLatin1String(diagnose->example));
    return text + QStringLiteral("\nExit status: 0 done, 1 something to report, 2 wrong use, "
                                 "3 nothing answered or no display.\n");
}

} // namespace spillway

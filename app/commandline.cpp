#include "commandline.h"

#include "nearest.h"
#include "terminal.h"

#include <QFileInfo>

namespace spillway {

namespace {

QStringList allOptionNames(const Command &command) {
    QStringList names{QStringLiteral("help")};
    if (QLatin1String(command.name).isEmpty())
        names << QStringLiteral("version");
    for (const OptionInfo &option : command.options)
        names << QString(QLatin1String(option.names)).split(u',');
    return names;
}

void addOptions(const Command &command, QCommandLineParser &parser) {
    for (const OptionInfo &option : command.options) {
        QCommandLineOption added(QString(QLatin1String(option.names)).split(u','));
        added.setValueName(QLatin1String(option.value));
        parser.addOption(added);
    }
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
    if (QLatin1String(command.name).isEmpty())
        parser.addOption(QCommandLineOption(QStringLiteral("version")));
}

QString dashed(const QString &name) {
    return (name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name;
}

// What is wrong with the line, or nothing.
QString fault(const Command &command, const QCommandLineParser &parser) {
    for (const QString &name : parser.unknownOptionNames()) {
        const QString near = nearest(name, allOptionNames(command));
        return QStringLiteral("unknown option '%1'").arg(dashed(name)) +
               (near.isEmpty() ? QString() : QStringLiteral(", did you mean '%1'?").arg(dashed(near)));
    }
    if (!parser.errorText().isEmpty())
        return parser.errorText().chopped(parser.errorText().endsWith(u'.') ? 1 : 0);
    const QStringList files = parser.positionalArguments();
    if (files.isEmpty() && command.file != FileArgument::Optional)
        return QStringLiteral("%1 is missing").arg(QLatin1String(command.argument));
    if (files.size() > 1 && command.file != FileArgument::Several)
        return QStringLiteral("one %1 is enough, but '%2' follows")
            .arg(QLatin1String(command.argument), files[1]);
    for (const OptionInfo &option : command.options) {
        const QString name = QString(QLatin1String(option.names)).split(u',').last();
        if (parser.values(name).size() > 1)
            return QStringLiteral("%1 is given twice").arg(dashed(name));
    }
    return {};
}

// A word that is neither a command nor a file is a mistyped command.
bool isMistypedCommand(const QString &word) {
    return !word.startsWith(u'-') && !word.contains(u'/') && !word.contains(u'.') && !QFileInfo::exists(word);
}

ExitCode unknownCommand(const QString &word) {
    QStringList names;
    for (const Command &command : commandTable())
        if (const QString name = QLatin1String(command.name); !name.isEmpty())
            names << name;
    printError(oneLine(
        QStringLiteral("unknown command '%1'%2; try 'spillway --help'").arg(word, didYouMean(word, names))));
    return ExitCode::WrongUse;
}

} // namespace

ExitCode runCommandLine(int &argc, char **argv) {
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    const QString first = words.value(1);
    const Command *command = first.isEmpty() ? nullptr : commandNamed(first);
    if (command)
        words.removeAt(1);
    else if (!first.isEmpty() && isMistypedCommand(first))
        return unknownCommand(first);
    else
        command = &commandTable().front();

    QCommandLineParser parser;
    addOptions(*command, parser);
    parser.parse(words);
    argc = 1;
    const Invocation call{*command, parser, argc, argv};
    if (parser.isSet(QStringLiteral("help"))) {
        print((command->name[0] ? helpText(*command) : helpText()).trimmed());
        return ExitCode::Done;
    }
    if (const QString what = fault(*command, parser); !what.isEmpty())
        return wrongUse(call, what);
    if (!command->name[0] && parser.isSet(QStringLiteral("version"))) {
        print(QStringLiteral("spillway " SPILLWAY_VERSION));
        return ExitCode::Done;
    }
    return command->run(call);
}

} // namespace spillway

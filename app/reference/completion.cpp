#include "reference/completion.h"

#include "command.h"

#include <QStringList>

namespace spillway {

namespace {

QStringList commandNames() {
    QStringList names;
    for (const Command &command : commandTable())
        if (*command.name != '\0')
            names << QString::fromUtf8(command.name);
    return names;
}

QStringList longNames(const OptionInfo &option) {
    QStringList names;
    for (const QString &name : QString::fromUtf8(option.names).split(u','))
        if (name.size() > 1)
            names << QStringLiteral("--") + name;
    return names;
}

QString shortName(const OptionInfo &option) {
    const QString first = QString::fromUtf8(option.names).section(u',', 0, 0);
    return first.size() == 1 ? first : QString();
}

QStringList optionsOf(const Command &command) {
    QStringList names{QStringLiteral("--help")};
    for (const OptionInfo &option : command.options)
        names << longNames(option);
    return names;
}

// Within single quotes of a shell.
QString quoted(const char *text) {
    QString inside = QString::fromUtf8(text);
    inside.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + inside + u'\'';
}

// The endings of the files that the command takes: recordings, configurations or both.
QString endings(const Command &command) {
    const QString argument = QString::fromUtf8(command.argument);
    QStringList found;
    if (argument.contains(QLatin1String("RECORDING")) || argument == QLatin1String("FILE"))
        found << QStringLiteral("spill");
    if (argument.contains(QLatin1String("CONFIG")) || argument == QLatin1String("FILE"))
        found << QStringLiteral("toml");
    return found.join(u'|');
}

} // namespace

QString bashCompletion() {
    QString cases;
    QString files;
    for (const Command &command : commandTable()) {
        const QString name = *command.name != '\0' ? QString::fromUtf8(command.name) : QStringLiteral("''");
        cases += QStringLiteral("        %1) options='%2' ;;\n").arg(name, optionsOf(command).join(u' '));
        if (!endings(command).isEmpty())
            files += QStringLiteral("        %1) files='@(%2)' ;;\n").arg(name, endings(command));
    }
    return QStringLiteral(R"(# bash completion for spillway
_spillway() {
    local cur prev command='' options='' files=''
    _get_comp_words_by_ref -n : cur prev
    [ "$COMP_CWORD" -gt 1 ] && [[ ' %1 ' == *" ${COMP_WORDS[1]} "* ]] && command=${COMP_WORDS[1]}
    case $command in
%2    esac
    case $command in
%3    esac
    case $cur in
    -*)
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
        ;;
    *)
        [[ $prev == -* ]] && files=
        _filedir "$files"
        if [ "$COMP_CWORD" = 1 ]; then
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W '%1' -- "$cur")
        fi
        ;;
    esac
} &&
    complete -F _spillway spillway
)")
        .arg(commandNames().join(u' '), cases, files);
}

QString zshCompletion() {
    QString described;
    QString cases;
    for (const Command &command : commandTable()) {
        QString arguments = QStringLiteral("'--help[%1]'").arg(QLatin1String("show the options"));
        for (const OptionInfo &option : command.options) {
            QString help = QString::fromUtf8(option.help);
            help.replace(u'\'', QStringLiteral("'\\''")).replace(u'[', QStringLiteral("\\["));
            help.replace(u']', QStringLiteral("\\]")).replace(u':', QStringLiteral("\\:"));
            const QString value = *option.value != '\0'
                                      ? QStringLiteral(":%1:_files").arg(QLatin1String(option.value))
                                      : QString();
            for (const QString &name : longNames(option))
                arguments += QStringLiteral(" '%1[%2]%3'").arg(name, help, value);
        }
        const QString glob = endings(command);
        arguments += glob.isEmpty() ? QStringLiteral(" '*:file:_files'")
                                    : QStringLiteral(" '*:file:_files -g \"*.(%1)\"'").arg(glob);
        if (*command.name != '\0') {
            described += QStringLiteral("        %1:%2\n")
                             .arg(QString::fromUtf8(command.name), quoted(command.summary));
            cases +=
                QStringLiteral("    %1) _arguments %2 ;;\n").arg(QString::fromUtf8(command.name), arguments);
        }
    }
    return QStringLiteral(R"(#compdef spillway
_spillway() {
    local -a commands=(
%1    )
    if (( CURRENT == 2 )); then
        _describe command commands
        _files -g '*.(spill|toml)'
        return
    fi
    shift words
    (( CURRENT-- ))
    case $words[1] in
%2    *) _files ;;
    esac
}
_spillway "$@"
)")
        .arg(described, cases);
}

QString fishCompletion() {
    const QString none =
        QStringLiteral("'not __fish_seen_subcommand_from %1'").arg(commandNames().join(u' '));
    QString text = QStringLiteral("# fish completion for spillway\n");
    for (const Command &command : commandTable()) {
        const QString name = QString::fromUtf8(command.name);
        if (name.isEmpty())
            continue;
        text += QStringLiteral("complete -c spillway -n %1 -a %2 -d %3\n")
                    .arg(none, name, quoted(command.summary));
        for (const OptionInfo &option : command.options) {
            text += QStringLiteral("complete -c spillway -n '__fish_seen_subcommand_from %1'").arg(name);
            for (const QString &longName : longNames(option))
                text += QStringLiteral(" -l ") + longName.mid(2);
            if (!shortName(option).isEmpty())
                text += QStringLiteral(" -s ") + shortName(option);
            if (*option.value != '\0')
                text += QStringLiteral(" -r");
            text += QStringLiteral(" -d %1\n").arg(quoted(option.help));
        }
    }
    return text;
}

} // namespace spillway

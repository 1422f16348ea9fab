#pragma once
// The subcommands as data: what the parser accepts, what --help prints, what runs. Each runs in a file
// of its own, makes the application object that it needs, and owns all that it makes.

#include "exitcode.h"

#include <QCommandLineParser>
#include <QString>

#include <span>

namespace spillway {

struct Command;

// One call of the program, parsed.
struct Invocation {
    const Command &command;
    const QCommandLineParser &line;
    int &argc; // for the application object; only the program's name is left in it
    char **argv;

    QString file() const { return line.positionalArguments().value(0); }
};

struct OptionInfo {
    const char *names; // "json", or "o,output"
    const char *value; // "FILE"; empty for a switch
    const char *help;
};

enum class FileArgument { Required, Optional, Several };
enum class Needs { Display, NoDisplay };

struct Command {
    const char *name;     // empty: the window that opens without a subcommand
    const char *argument; // "CONFIG"
    FileArgument file;
    Needs needs;
    const char *summary;
    const char *example; // its arguments
    std::span<const OptionInfo> options;
    ExitCode (*run)(const Invocation &);
};

std::span<const Command> commandTable(); // the first is the window
// Null when there is none.
const Command *commandNamed(const QString &name);

ExitCode openWindow(const Invocation &call);
ExitCode openWall(const Invocation &call);
ExitCode replayRecording(const Invocation &call);
ExitCode trainOnDrill(const Invocation &call);
ExitCode checkConfiguration(const Invocation &call);
ExitCode watchEndpoints(const Invocation &call);
ExitCode recordFrames(const Invocation &call);
ExitCode auditConfiguration(const Invocation &call);
ExitCode diagnoseRecording(const Invocation &call);
ExitCode backtestRules(const Invocation &call);
ExitCode auditConfiguration(const Invocation &call);
ExitCode writeReport(const Invocation &call);
ExitCode drawSnapshot(const Invocation &call);
ExitCode exportRecording(const Invocation &call);
ExitCode importRecording(const Invocation &call);

} // namespace spillway

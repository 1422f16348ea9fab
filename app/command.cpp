#include "command.h"

#include <algorithm>
#include <array>

namespace spillway {

namespace {

constexpr std::array<OptionInfo, 1> windowOptions{{
    {"theme", "NAME", "light or dark; without it as chosen before, or as the desktop"},
}};

constexpr std::array<OptionInfo, 6> wallOptions{{
    {"screen", "NAME", "the screen to fill; without it the primary one"},
    {"rotate", "SECONDS", "how long a page stays where stacks need several, 20 unless given"},
    {"scale", "X", "of all text, 0.5 to 1.5: larger for a wall that is far away"},
    {"from", "TIME", "a recording: begin there"},
    {"speed", "X", "a recording: its seconds per second, 0.1 to 10000"},
    {"theme", "NAME", "light or dark, dark unless given"},
}};

constexpr std::array<OptionInfo, 4> replayOptions{{
    {"speed", "X", "seconds of the recording per second, 0.1 to 10000"},
    {"from", "TIME", "begin there: 2024-03-03T10:00:00Z"},
    {"play", "", "begin to play at once"},
    windowOptions[0],
}};

constexpr std::array<OptionInfo, 3> drillOptions{{
    {"list", "", "name the bundled drills and how they went so far, without a window"},
    {"speed", "X", "seconds of the recording per second, 20 unless given"},
    windowOptions[0],
}};

constexpr std::array<OptionInfo, 1> checkOptions{{
    {"connect", "", "also ask each endpoint once, and say which right its account lacks"},
}};

constexpr std::array<OptionInfo, 6> watchOptions{{
    {"json", "", "one JSON object a line"},
    {"for", "DURATION", "stop after this long: 90s, 15m, 24h"},
    {"record", "FILE", "record to this file as well"},
    {"ring", "FILE", "for the last 15 minutes when SIGUSR1 comes; else spillway-TIME.spill"},
    {"keep", "DURATION", "let the recording forget what is older: 24h, 30d"},
    {"power-safe", "", "a power cut loses nothing: waits for the disk at every poll"},
}};

constexpr std::array<OptionInfo, 4> recordOptions{{
    {"o,output", "FILE", "the recording to write; it must not exist"},
    {"for", "DURATION", "stop after this long: 90s, 15m, 24h"},
    {"keep", "DURATION", "forget what is older: 24h, 30d"},
    {"power-safe", "", "a power cut loses nothing: waits for the disk at every poll"},
}};

constexpr std::array<OptionInfo, 4> diagnoseOptions{{
    {"json", "", "one JSON object a line"},
    {"from", "TIME", "only what happened at or after: 2024-03-03T10:00:00Z, now-2h"},
    {"to", "TIME", "only what happened at or before"},
    {"rules", "FILE", "judge by the [[rule]] tables of this file, not by those recorded"},
}};

constexpr std::array<OptionInfo, 3> backtestOptions{{
    {"rules", "FILE", "the [[rule]] tables to try"},
    {"expect", "FILE", "its [[expect]] tables say what must happen; exit status 1 when it does not"},
    {"json", "", "one JSON object a line"},
}};

constexpr std::array<OptionInfo, 4> auditOptions{{
    {"format", "NAME", "text (default), markdown, or json, which is a review to keep"},
    {"since", "REVIEW", "say what is new or gone, and leave out what was accepted then"},
    {"for", "DURATION", "live: watch so long first, 10s unless given; some rules want 24h"},
    {"to", "TIME", "a recording: judge it as it was then"},
}};

constexpr std::array<OptionInfo, 1> reportOptions{{
    {"o,output", "FILE", "the report to write: its suffix .md, .html or .pdf says what"},
}};

constexpr std::array<OptionInfo, 5> snapshotOptions{{
    {"o,output", "OUT.png", "the picture to write"},
    {"view", "NAME", "workstation (default), wall or replay"},
    {"at", "TIME", "the moment to show; without it the end of the recording"},
    {"size", "WxH", "in pixels, 1440x900 unless given, a wall 1920x1080"},
    {"theme", "NAME", "light or dark, dark unless given"},
}};

constexpr std::array<OptionInfo, 5> exportOptions{{
    {"o,output", "FILE", "the text to write, or - for standard output; .csv is CSV, all else OpenMetrics"},
    {"format", "NAME", "openmetrics or csv, where the suffix does not say it"},
    {"derived", "", "CSV of the derived numbers that the charts show, not of the raw answers"},
    {"from", "TIME", "only what happened at or after: 2024-03-03T10:00:00Z, now-2h"},
    {"to", "TIME", "only what happened at or before"},
}};

constexpr std::array<OptionInfo, 7> importOptions{{
    {"o,output", "FILE", "the recording to write; it must not exist"},
    {"from", "TIME", "only what was measured at or after; a server needs it"},
    {"to", "TIME", "only what was measured at or before"},
    {"stack", "NAME", "the stack of servers whose series carry no label 'stack'"},
    {"vcpu", "N", "the processors of the databases, where the source does not say it"},
    {"password-env", "NAME", "a server: the variable with the password, or the token without a user"},
    {"password-file", "FILE", "a server: the file with it"},
}};

constexpr std::array<Command, 14> table{{
    {"", "FILE", FileArgument::Optional, Needs::Display, "opens a configuration or a recording in a window",
     "spillway.toml", windowOptions, openWindow},
    {"wall", "CONFIG|RECORDING", FileArgument::Optional, Needs::Display,
     "fills a screen that a whole room reads", "--screen HDMI-1 --rotate 30 spillway.toml", wallOptions,
     openWall},
    {"replay", "RECORDING", FileArgument::Required, Needs::Display, "plays a recording in a window",
     "--from 2024-03-03T09:50:00Z --speed 60 --play outage.spill", replayOptions, replayRecording},
    {"drill", "NAME|RECORDING", FileArgument::Optional, Needs::Display,
     "trains on an incident whose verdict is hidden, and keeps score", "spike-at-night", drillOptions,
     trainOnDrill},
    {"check", "CONFIG", FileArgument::Required, Needs::NoDisplay,
     "says what would be watched, or what is wrong and where", "--connect spillway.toml", checkOptions,
     checkConfiguration},
    {"watch", "CONFIG", FileArgument::Required, Needs::NoDisplay, "prints each event as it happens",
     "--json --for 15m --record today.spill spillway.toml", watchOptions, watchEndpoints},
    {"record", "CONFIG", FileArgument::Required, Needs::NoDisplay, "records what the endpoints answer",
     "-o today.spill --for 24h spillway.toml", recordOptions, recordFrames},
    {"diagnose", "RECORDING", FileArgument::Required, Needs::NoDisplay,
     "prints the timeline of a recording and its verdicts", "--from 2024-03-03T09:50:00Z outage.spill",
     diagnoseOptions, diagnoseRecording},
    {"backtest", "RECORDING...", FileArgument::Several, Needs::NoDisplay,
     "says when rules would have fired, beside when they did",
     "--rules rules.toml --expect expected.toml outage.spill", backtestOptions, backtestRules},
    {"audit", "CONFIG|RECORDING", FileArgument::Required, Needs::NoDisplay,
     "judges the settings by the traffic", "--format json --since last.json spillway.toml", auditOptions,
     auditConfiguration},
    {"report", "RECORDING", FileArgument::Required, Needs::NoDisplay, "drafts the postmortem of a recording",
     "-o outage.pdf outage.spill", reportOptions, writeReport},
    {"snapshot", "FILE", FileArgument::Required, Needs::NoDisplay,
     "draws a screen into a PNG file, without a display",
     "-o outage.png --at 2024-03-03T10:20:00Z --size 1440x900 outage.spill", snapshotOptions, drawSnapshot},
    {"export", "RECORDING", FileArgument::Required, Needs::NoDisplay,
     "writes a recording as OpenMetrics text or CSV", "-o outage.om outage.spill", exportOptions,
     exportRecording},
    {"import", "SOURCE", FileArgument::Required, Needs::NoDisplay,
     "makes a recording of OpenMetrics text, CSV or of a Prometheus",
     "-o outage.spill --from now-8d --to now-7d 'prometheus+https://metrics/?match={job=\"redis\"}'",
     importOptions, importRecording},
}};

} // namespace

std::span<const Command> commandTable() {
    return table;
}

const Command *commandNamed(const QString &name) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Command &c) { return name == QLatin1String(c.name); });
    return found == table.end() ? nullptr : &*found;
}

} // namespace spillway

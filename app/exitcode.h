#pragma once
// What the exit status says, as the command-line contract fixes it.

namespace spillway {

enum class ExitCode {
    Done = 0,
    Findings = 1,    // done, and there is something to report
    WrongUse = 2,    // unknown option, unreadable or invalid file
    Unreachable = 3, // no endpoint answered, no display
};

} // namespace spillway

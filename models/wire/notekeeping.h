#pragma once
// Notes that are added to a recording when it is looked at again. They go into the file if it is whole,
// finished, was not generated and may be written, and otherwise into NAME.notes beside it: one JSON
// object a line. Called by the player; waits for the disk.

#include "recording.h"

namespace spillway {

std::optional<Failure> keepNote(const QString &recording, const RecordingNote &note);

QString pathOfNotesBeside(const QString &recording);
std::vector<RecordingNote> notesBeside(const QString &recording); // in the order of the file

} // namespace spillway

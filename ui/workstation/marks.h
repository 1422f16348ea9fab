#pragma once
// Small things that several panels of the workstation share: the colour of a replay, moments in words,
// the icons of the transport.

#include "session.h"
#include "theme.h"

#include <QIcon>

namespace spillway {

// In no other use on the screen, so that a replay is never taken for the present.
QColor replayColour(const Theme &theme);
// Time of day; in a replay with its date: "3 Mar 2024 10:02:41".
QString momentText(Instant at, Session::Mode mode);
// What stands in the place of a number that is not known.
inline QString noNumber() {
    return QStringLiteral(u"\u2014");
}

enum class TransportSign {
    PreviousEvent,
    StepBack,
    Reverse,
    Play,
    Pause,
    StepForward,
    NextEvent,
    Loop,
    Keep
};
QIcon transportIcon(TransportSign sign, const Theme &theme);

} // namespace spillway

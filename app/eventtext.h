#pragma once
// The timeline as lines for people: "09:58:12  checkout  critical  Hit ratio below 60 %". Times are UTC;
// a line with the date comes before the first event of a day.

#include "event.h"

#include <QStringList>

#include <vector>

namespace spillway {

class EventText {
public:
    QStringList linesOf(const Event &event);

private:
    QString m_date; // of the newest line
};

// The verdict of each incident of a timeline, with its time, its arithmetic and what to do.
QStringList incidentText(const std::vector<Event> &timeline);

} // namespace spillway

#pragma once
// A recording of three minutes for tests of the program: two good minutes, then the hit ratio collapses
// and the sessions of the database grow.

#include "checkout.h"
#include "recording.h"

#include <QtTest>

namespace spillway {

inline void writeShortOutage(const QString &path) {
    Outcome<std::unique_ptr<RecordingWriter>> writer =
        RecordingWriter::create(path, Checkout::configuration());
    if (!writer)
        qFatal("%s", qPrintable(writer.failure().what));
    Checkout checkout;
    const auto append = [&](const std::vector<Frame> &frames) {
        for (const Frame &frame : frames)
            if (const auto failure = writer.value()->append(frame))
                qFatal("%s", qPrintable(failure->what));
    };
    append(checkout.steady(Checkout::start(), 120, 0.95, 3));
    append(checkout.steady(Checkout::start() + Duration(120'000), 60, 0.40, 20));
    writer.value()->append(RecordingNote{Checkout::start() + Duration(150'000), QStringLiteral("checkout"),
                                         QStringLiteral("dana"), QStringLiteral("Deployed at ten")});
    // A wrong thought for twenty seconds, then the right one.
    for (const auto &[second, text] :
         {std::pair(155, "We think it is the cache."), std::pair(175, "We think it is the database.")})
        writer.value()->append(RecordingNote{Checkout::start() + std::chrono::seconds(second),
                                             QStringLiteral("checkout"), QStringLiteral("dana"),
                                             QLatin1String(text)});
}

} // namespace spillway

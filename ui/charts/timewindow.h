#pragma once
// The time that all lanes of a page show, and the instant under their common crosshair. Either follows
// the newest data or is held where the user put it; every gesture can be taken back. Owned by the page,
// lives in the GUI thread; knows no clock: the page says what the newest instant is.

#include "instant.h"

#include <QObject>

#include <optional>
#include <vector>

namespace spillway {

struct TimeSpan {
    Instant from;
    Instant to;
    Duration length() const { return to - from; }
    friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

class TimeWindow : public QObject {
    Q_OBJECT
public:
    enum class Mode { Following, Held };
    // Whether a change is a gesture of its own, or goes on with the one before (a drag, a turning wheel).
    enum class Gesture { Begins, Continues };

    explicit TimeWindow(Duration span = std::chrono::minutes(5), QObject *parent = nullptr);

    Instant from() const { return m_shown.from; }
    Instant to() const { return m_shown.to; }
    const TimeSpan &shown() const { return m_shown; }
    Mode mode() const { return m_mode; }
    bool isFollowing() const { return m_mode == Mode::Following; }
    const TimeSpan &extent() const { return m_extent; }
    std::optional<Instant> crosshair() const { return m_crosshair; }
    // What a brush has marked so far, in either direction.
    std::optional<TimeSpan> brush() const { return m_brush; }
    bool canGoBack() const { return !m_past.empty(); }

    // What there is to see: the whole recording, or the kept history up to now.
    void setExtent(Instant oldest, Instant newest);
    // The newest data; a following window ends there.
    void advance(Instant now);
    // The distance of two samples; the step of the crosshair.
    void setStep(Duration step) { m_step = step; }
    // The nearest instant at which there may be a sample.
    Instant snapped(Instant at) const;

public slots:
    void show(spillway::Instant from, spillway::Instant to);
    // The span times `factor`: with the same end if following, else around the crosshair or the middle.
    void zoom(double factor);
    // Under the pointer; holds the window.
    void zoomAt(spillway::Instant fixed, double factor,
                spillway::TimeWindow::Gesture gesture = spillway::TimeWindow::Gesture::Begins);
    void pan(spillway::Duration by,
             spillway::TimeWindow::Gesture gesture = spillway::TimeWindow::Gesture::Begins);
    void showAll();
    void follow(); // again, with the present span
    void back();   // takes the last gesture back
    void setCrosshair(std::optional<spillway::Instant> at);
    void stepCrosshair(int samples);
    void setBrush(std::optional<spillway::TimeSpan> brush);
    void zoomToBrush();

signals:
    void changed();
    void modeChanged(spillway::TimeWindow::Mode mode);
    void crosshairMoved();
    void brushChanged();

private:
    struct View {
        TimeSpan shown;
        Mode mode;
    };
    void remember();
    void scale(Instant fixed, double factor, Mode mode);
    void apply(TimeSpan shown, Mode mode);

    TimeSpan m_shown;
    TimeSpan m_extent;
    Instant m_now;
    Mode m_mode = Mode::Following;
    Duration m_step{1000};
    std::optional<Instant> m_crosshair;
    std::optional<TimeSpan> m_brush;
    std::vector<View> m_past;
};

} // namespace spillway

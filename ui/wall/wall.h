#pragma once
// The full-screen page that is read from across a room: is anything wrong, where, and whose fault. The
// worst stack takes the stage, the others are tiles; pages turn where they do not fit. Pulls from its
// session at most ten times a second, and not at all while hidden. No pointer, no interaction. GUI thread;
// the session and the clock must outlive it.

#include "session.h"
#include "theme.h"
#include "wall/wallplan.h"
#include "workstation/repainter.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <vector>

namespace spillway {

class Clock;
class Plane;
class Stage;
class StackTile;
class TimeWindow;
class WallHeader;
struct StackGlance;

struct WallOptions {
    Duration rotate = std::chrono::seconds(20); // a page stays this long
    qreal scale = 1;                            // of all text
};

class Wall : public QWidget {
    Q_OBJECT
public:
    static constexpr int shiftBeats = 60; // a step against burn-in each minute

    // The clock is null in a replay: then time is that of the frames alone.
    Wall(Session *session, const Clock *clock, const Theme &theme, const WallOptions &options = {},
         QWidget *parent = nullptr);
    ~Wall() override;

    void refreshNow();
    int page() const { return m_page; }
    int pages() const { return m_plan.pages; }
    bool hasStage() const;

public slots:
    // Once a second while visible: pages turn, the picture shifts, what is not renewed ages.
    void beat();
    // Whether the desktop keeps the screen on.
    void setMayBlank(bool mayBlank);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<StackGlance> glances(Instant now) const;
    void refresh();
    void arrange(const std::vector<StackGlance> &glances);
    void showStage(const StackGlance &worst, Instant now);
    void showTiles(const std::vector<StackGlance> &glances, Instant now);
    void showHeader(const std::vector<StackGlance> &glances, Instant now);
    bool isLoud(const StackGlance &glance, Instant now);
    void shift();
    void startAgain();

    Session *m_session;
    const Clock *m_clock;
    Theme m_theme;
    WallOptions m_options;
    TimeWindow *m_planeTime; // never moved: the plane has no crosshair here
    Repainter m_repainter;
    QTimer m_heart;
    int m_beats = 0;
    int m_page = 0;
    bool m_mayBlank = false;
    WallTask m_task;
    WallPlan m_plan;
    struct Change {
        Health health;
        Instant at;
    };
    std::map<StackId, Change> m_changes; // the last state seen, and since when
    QWidget *m_board;                    // all that shifts
    WallHeader *m_header;
    Stage *m_stage;
    Plane *m_plane;
    std::vector<StackTile *> m_tiles;
};

} // namespace spillway

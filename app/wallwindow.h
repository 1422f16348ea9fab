#pragma once
// A wall on a screen of one's choice, full size: live or a replay. Comes back to its screen when that was
// gone for a while, and asks the desktop not to blank it. Escape and Ctrl+Q end it. Owned by the wall
// command.

#include "document.h"
#include "liverun.h"
#include "preferences.h"
#include "replayrun.h"
#include "wall/blanking.h"
#include "wall/wall.h"

#include <memory>

class QScreen;

namespace spillway {

struct WallSettings {
    QString screen; // empty: the primary one
    ThemeChoice theme = ThemeChoice::Dark;
    WallOptions options;
    std::optional<Instant> from; // of a replay
    double speed = 1;
};

class WallWindow : public QObject {
    Q_OBJECT
public:
    WallWindow(Document document, const WallSettings &settings);
    ~WallWindow() override;

    void show();
    void keepRecent(); // of a live run; says on standard error where

private:
    void makeRun(Document document);
    void place();

    WallSettings m_settings;
    std::unique_ptr<LiveRun> m_live;
    std::unique_ptr<ReplayRun> m_replay;
    std::unique_ptr<Wall> m_wall; // ends before the session that it shows
    Blanking m_blanking;
};

// Null when there is none of that name.
QScreen *screenNamed(const QString &name);
QString noSuchScreen(const QString &name); // with the names that there are

} // namespace spillway

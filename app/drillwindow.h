#pragma once
// A drill in a window of its own: a recording that plays, the questions, and what becomes of the answers:
// they are kept in the history of the person. Escape and Ctrl+Q end it. Owned by the drill command.

#include "document.h"
#include "drill/drillview.h"
#include "drillrun.h"
#include "preferences.h"
#include "replayrun.h"

#include <memory>

namespace spillway {

struct DrillSettings {
    QString drill; // of a bundled one, or the name of the file
    QString person;
    QString historyFile;
    ThemeChoice theme = ThemeChoice::Dark;
    double speed = 20;
};

class DrillWindow : public QObject {
    Q_OBJECT
public:
    // An open recording, which is read ahead at once.
    DrillWindow(Document document, const DrillSettings &settings);
    ~DrillWindow() override;

    // False: there is no incident in the recording, so nothing to find.
    bool hasTask() const { return m_view != nullptr; }
    void show();

private:
    void keep();

    DrillSettings m_settings;
    std::unique_ptr<ReplayRun> m_replay;
    std::unique_ptr<DrillRun> m_run;
    std::unique_ptr<DrillView> m_view; // ends before the session that it shows
};

} // namespace spillway

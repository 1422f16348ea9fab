#include "drillwindow.h"

#include "appearance.h"
#include "clock.h"
#include "drillhistory.h"
#include "recording.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QShortcut>

namespace spillway {

DrillWindow::DrillWindow(Document document, const DrillSettings &settings)
    : m_settings(settings) {
    const Configuration configuration = document.recording->configuration();
    const QString name = document.name();
    m_replay = std::make_unique<ReplayRun>(std::move(document.recording), configuration);
    m_replay->session().setSourceName(name);
    m_replay->survey();
    const auto task = DrillRun::taskOf(m_replay->session(), settings.drill);
    if (!task)
        return;
    m_run = std::make_unique<DrillRun>(&m_replay->session(), *task);
    connect(m_run.get(), &DrillRun::over, this, &DrillWindow::keep);
    m_view = std::make_unique<DrillView>(&m_replay->session(), m_run.get(), themeFor(settings.theme));
    m_view->setWindowTitle(tr("Drill — Spillway"));
    m_view->resize(1440, 900);
    m_view->setMinimumSize(1100, 700);
    for (const QKeySequence &key : {QKeySequence(Qt::Key_Escape), QKeySequence(Qt::CTRL | Qt::Key_Q)})
        connect(new QShortcut(key, m_view.get()), &QShortcut::activated, qApp, &QCoreApplication::quit);
}

DrillWindow::~DrillWindow() = default;

void DrillWindow::show() {
    m_view->show();
    m_replay->player().setSpeed(m_settings.speed);
    m_replay->player().play();
}

void DrillWindow::keep() {
    const DrillRecord record{SystemClock().now(), m_settings.person, m_settings.drill, m_run->score()};
    if (const auto failure = keepDrill(m_settings.historyFile, record))
        printError(oneLine(failure->what + QStringLiteral("; ") + failure->remedy));
    std::vector<DrillRecord> own;
    for (const DrillRecord &kept : keptDrills(m_settings.historyFile))
        if (kept.person == m_settings.person)
            own.push_back(kept);
    m_view->setHistory(own);
}

} // namespace spillway

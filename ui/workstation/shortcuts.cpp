#include "workstation/shortcuts.h"

#include "hypothesis.h"
#include "tape.h"
#include "workstation/decisions.h"
#include "workstation/navigation.h"
#include "workstation/questions.h"
#include "workstation/workstation.h"

#include <QAbstractButton>
#include <QApplication>
#include <QShortcut>

namespace spillway {

// Explicit lists of keys: the platform's standard keys are empty on some desktops.
Shortcuts::Shortcuts(Workstation *workstation, Navigation *navigation, Tape *tape,
                     std::vector<QWidget *> areas)
    : QObject(workstation)
    , m_workstation(workstation)
    , m_navigation(navigation)
    , m_areas(std::move(areas)) {
    addTravel();
    if (navigation->isReplay())
        addLoopAndSpeed();
    addView();
    if (tape)
        addTape(tape);
    addWork();
}

void Shortcuts::addTravel() {
    const QString play = m_navigation->isReplay() ? tr("Play or pause") : tr("Hold, or follow the present");
    inAreas({Qt::Key_Space}, play, [this] {
        // A focused button inside keeps its own key.
        if (auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget()))
            button->click();
        else
            m_navigation->togglePlaying();
    });
    inAreas({Qt::Key_Left}, tr("One sample back"), [this] { m_navigation->stepBack(); });
    inAreas({Qt::Key_Right}, tr("One sample forward"), [this] { m_navigation->stepForward(); });
    inAreas({Qt::SHIFT | Qt::Key_Left}, tr("Previous event"), [this] { m_navigation->previousEvent(); });
    inAreas({Qt::SHIFT | Qt::Key_Right}, tr("Next event"), [this] { m_navigation->nextEvent(); });
    inAreas({Qt::Key_Home}, tr("To the beginning"), [this] { m_navigation->toStart(); });
    inAreas({Qt::Key_End}, tr("To the end"), [this] { m_navigation->toEnd(); });
    everywhere({Qt::Key_G}, tr("Go to a time"), [this] { m_workstation->questions().askMoment(); });
    everywhere({Qt::CTRL | Qt::Key_L},
               m_navigation->isReplay() ? tr("Follow the position again") : tr("Back to LIVE"),
               [this] { m_navigation->goLive(); });
}

void Shortcuts::addLoopAndSpeed() {
    everywhere({Qt::Key_R}, tr("Play in reverse"), [this] { m_navigation->toggleReverse(); });
    everywhere({Qt::Key_Comma}, tr("Slower"), [this] { m_navigation->slower(); });
    everywhere({Qt::Key_Period}, tr("Faster"), [this] { m_navigation->faster(); });
    everywhere({Qt::Key_L}, tr("Loop between notes, or no more"), [this] { m_navigation->toggleLoop(); });
    everywhere({Qt::Key_BracketLeft}, tr("Loop from here"), [this] { m_navigation->loopFromHere(); });
    everywhere({Qt::Key_BracketRight}, tr("Loop to here"), [this] { m_navigation->loopToHere(); });
}

void Shortcuts::addView() {
    TimeWindow *window = &m_workstation->window();
    inAreas({Qt::Key_Plus, Qt::Key_Equal}, tr("Zoom in (Ctrl+wheel at the pointer)"),
            [window] { window->zoom(0.5); });
    inAreas({Qt::Key_Minus}, tr("Zoom out"), [window] { window->zoom(2); });
    inAreas({Qt::Key_0}, tr("Show all"), [window] { window->showAll(); });
    everywhere({Qt::CTRL | Qt::Key_Z}, tr("Take the last zoom or move back"), [window] { window->back(); });
    const QStringList pages = Workstation::pageNames();
    for (int page = 0; page < pages.size(); ++page)
        everywhere({QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page))},
                   tr("Page: %1").arg(pages[page]), [this, page] { m_workstation->showPage(page); });
}

void Shortcuts::addWork() {
    everywhere({Qt::Key_N}, tr("Note on the moment in view"), [this] { m_workstation->writeNote(); });
    everywhere({Qt::Key_B}, tr("Bookmark the moment in view"),
               [this] { m_workstation->noteNow(tr("Bookmark")); });
    const auto suppose = [this](Qt::Key key, const QString &what, Culprit culprit) {
        everywhere({QKeySequence(Qt::SHIFT | key)}, what,
                   [this, culprit] { m_workstation->noteNow(hypothesisText(culprit)); });
    };
    suppose(Qt::Key_C, tr("Note: we think it is the cache"), Culprit::Cache);
    suppose(Qt::Key_T, tr("Note: we think it is the traffic"), Culprit::Traffic);
    suppose(Qt::Key_D, tr("Note: we think it is the database"), Culprit::Database);
    suppose(Qt::Key_O, tr("Note: we think it is another client"), Culprit::Background);
    if (m_navigation->isReplay())
        everywhere({Qt::Key_T}, tr("Try a threshold, or drag its line"),
                   [this] { m_workstation->askThreshold(); });
    if (m_navigation->isReplay())
        everywhere({Qt::Key_C}, tr("Compare with another recording"),
                   [this] { emit m_workstation->compareAsked(); });
    everywhere({Qt::CTRL | Qt::Key_F, Qt::Key_Slash}, tr("Find a stack"),
               [this] { m_workstation->findStack(); });
    everywhere({Qt::CTRL | Qt::Key_T}, tr("Lanes as a table, or back"),
               [this] { m_workstation->toggleNumbers(); });
    everywhere({Qt::Key_H}, tr("Runbook: what helps here"), [this] { m_workstation->showRunbook(); });
    everywhere({Qt::Key_A}, tr("Acknowledge the alert, or all"), [this] {
        m_workstation->decisions().acknowledge({m_workstation->stack(), QString()});
    });
    everywhere({Qt::Key_Z}, tr("Snooze the alert, or all"), [this] {
        m_workstation->decisions().snooze({m_workstation->stack(), QString()});
    });
    everywhere({Qt::SHIFT | Qt::Key_Z}, tr("Snooze the stack no more"), [this] {
        m_workstation->decisions().unsnooze({m_workstation->stack(), QString()});
    });
    everywhere({Qt::CTRL | Qt::Key_C}, tr("Copy numbers and picture"),
               [this] { m_workstation->copyVisible(); });
    everywhere({Qt::CTRL | Qt::Key_K, Qt::CTRL | Qt::SHIFT | Qt::Key_P}, tr("All that can be done"),
               [this] { m_workstation->openPalette(); });
    everywhere({Qt::Key_F1, Qt::Key_Question}, tr("These keys"), [this] { m_workstation->toggleKeySheet(); });
}

void Shortcuts::addTape(Tape *tape) {
    everywhere({Qt::CTRL | Qt::Key_S}, tr("Keep the last 15 minutes in a file"),
               [tape] { tape->keepRecent(); });
    everywhere({Qt::CTRL | Qt::Key_R}, tr("Record from 15 minutes ago on, or end it"),
               [tape] { tape->toggleRecording(); });
}

void Shortcuts::note(const QList<QKeySequence> &keys, const QString &what, const Call &call) {
    m_entries.push_back({keys.first().toString(QKeySequence::NativeText), what, call});
}

void Shortcuts::add(const std::vector<Entry> &entries) {
    m_entries.insert(m_entries.end(), entries.begin(), entries.end());
}

void Shortcuts::everywhere(const QList<QKeySequence> &keys, const QString &what, const Call &call) {
    note(keys, what, call);
    auto *shortcut = new QShortcut(m_workstation);
    shortcut->setKeys(keys);
    connect(shortcut, &QShortcut::activated, this, call);
}

void Shortcuts::inAreas(const QList<QKeySequence> &keys, const QString &what, const Call &call) {
    note(keys, what, call);
    for (QWidget *area : m_areas) {
        auto *shortcut = new QShortcut(area);
        shortcut->setKeys(keys);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, call);
    }
}

} // namespace spillway

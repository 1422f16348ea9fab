#pragma once
// The keys of a workstation, and what each does, in words: one table, so that the sheet that lists them
// (F1) and the palette that does them (Ctrl+K) are complete. Owned by the workstation.

#include <QKeySequence>
#include <QObject>
#include <QStringList>

#include <functional>
#include <vector>

class QWidget;

namespace spillway {

class Navigation;
class Tape;
class Workstation;

class Shortcuts : public QObject {
    Q_OBJECT
public:
    using Call = std::function<void()>;
    struct Entry {
        QString keys;
        QString what;
        Call call;
    };

    // Keys that a list or a button needs for itself work only where the time is shown, in `areas`. The
    // tape is null in a replay.
    Shortcuts(Workstation *workstation, Navigation *navigation, Tape *tape, std::vector<QWidget *> areas);

    const std::vector<Entry> &entries() const { return m_entries; }
    // What the window around it does by keys of its own.
    void add(const std::vector<Entry> &entries);

private:
    void addTravel();
    void addLoopAndSpeed();
    void addView();
    void addWork();
    void addTape(Tape *tape);
    void note(const QList<QKeySequence> &keys, const QString &what, const Call &call);
    void everywhere(const QList<QKeySequence> &keys, const QString &what, const Call &call);
    void inAreas(const QList<QKeySequence> &keys, const QString &what, const Call &call);

    Workstation *m_workstation;
    Navigation *m_navigation;
    std::vector<QWidget *> m_areas;
    std::vector<Entry> m_entries;
};

} // namespace spillway

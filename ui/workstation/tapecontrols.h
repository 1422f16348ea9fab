#pragma once
// What is kept of a live session: a button that keeps the last fifteen minutes in a file, one that records
// from them on, and in words what came of either and how large the recording is. Owned by the time bar.

#include "tape.h"
#include "theme.h"

#include <QWidget>

class QToolButton;

namespace spillway {

class Pill;

class TapeControls : public QWidget {
    Q_OBJECT
public:
    TapeControls(Tape *tape, const Theme &theme, QWidget *parent = nullptr);

    // "REC 12.4 MiB, 4.1 MiB/day"; empty when nothing is recorded.
    QString words() const;

signals:
    void succeeded(const QString &what);
    void failed(const QString &what);

private:
    void refresh();

    Tape *m_tape;
    Theme m_theme;
    Pill *m_record;
};

} // namespace spillway

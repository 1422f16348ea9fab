#pragma once
// The buttons that move through time: previous event, step back, play or pause, step, next event, the
// speed, and the way back to the newest data. Owned by the time bar.

#include "theme.h"

#include <QWidget>

class QToolButton;

namespace spillway {

class Navigation;
class Pill;

class Transport : public QWidget {
    Q_OBJECT
public:
    Transport(Navigation *navigation, const Theme &theme, QWidget *parent = nullptr);

    static QString speedText(double speed); // "0.5×", "10 000×"

private:
    enum class Repeats { No, Yes };
    QToolButton *addButton(const QString &name, const QString &keys, Repeats repeats = Repeats::No);
    void addSpeeds();
    void refresh();

    Navigation *m_navigation;
    Theme m_theme;
    QToolButton *m_reverse;
    QToolButton *m_play;
    QToolButton *m_loop;
    QToolButton *m_speed;
    Pill *m_live;
};

} // namespace spillway

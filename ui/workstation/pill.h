#pragma once
// A short word on a rounded ground in the colour of its meaning: LIVE, REPLAY, "since 09:58:12". Shown
// only, or pressed like a button. Owned by the bar that it stands in.

#include "theme.h"

#include <QAbstractButton>

namespace spillway {

class Pill : public QAbstractButton {
    Q_OBJECT
public:
    enum class Kind { Sign, Button };

    Pill(Kind kind, const Theme &theme, QWidget *parent = nullptr);

    void setColour(const QColor &colour);
    void setDotted(bool dotted); // a dot before the word
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    QColor m_colour;
    bool m_dotted = false;
};

} // namespace spillway

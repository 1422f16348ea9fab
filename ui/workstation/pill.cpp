#include "workstation/pill.h"

#include "figures.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace spillway {

namespace {
constexpr int side = 11;       // free room left and right of the word
constexpr double readable = 5; // 4.5, and what smoothed edges take away
constexpr int dotRoom = 13;
} // namespace

Pill::Pill(Kind kind, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_colour(theme.muted) {
    setFont(theme.font(12, QFont::DemiBold));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    if (kind == Kind::Sign) {
        setFocusPolicy(Qt::NoFocus);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    } else {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
    }
}

void Pill::setColour(const QColor &colour) {
    m_colour = colour;
    update();
}

void Pill::setDotted(bool dotted) {
    m_dotted = dotted;
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const {
    return {static_cast<int>(std::ceil(figuresWidth(font(), text()))) + 2 * side + (m_dotted ? dotRoom : 0),
            22};
}

void Pill::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasFocus() ? QPen(m_theme.text, 1.5) : QPen(Qt::NoPen));
    const double strength = isDown() ? 0.45 : underMouse() && isEnabled() ? 0.36 : 0.26;
    const QColor ground = blended(m_theme.panel, m_colour, strength);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    qreal x = side;
    painter.setPen(m_colour);
    if (m_dotted) {
        painter.setBrush(m_colour);
        painter.drawEllipse(QPointF(x + 3.5, box.center().y()), 3.5, 3.5);
        x += dotRoom;
    }
    // Words need more contrast with their ground than the dot does.
    painter.setPen(contrast(m_colour, ground) >= readable ? m_colour : blended(m_colour, m_theme.text, 0.5));
    const QFontMetricsF metrics(font());
    drawFigures(painter, {x, std::round((height() + metrics.capHeight()) / 2)}, font(), text());
}

} // namespace spillway

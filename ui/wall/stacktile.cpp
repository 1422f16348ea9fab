#include "wall/stacktile.h"

#include "charts/sparkline.h"
#include "figures.h"
#include "statemark.h"
#include "textlabel.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr qreal fullHeight = 22; // in units of text; a lower tile has no captions
constexpr qreal leastText = 1.6;

int lineOf(const QFont &font) {
    return static_cast<int>(std::ceil(QFontMetricsF(font).height()));
}

} // namespace

StackTile::StackTile(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(new TextLabel(theme.font(20, QFont::DemiBold), theme.text, this))
    , m_hitRatio(new TextLabel(theme.font(36, QFont::Bold), theme.cache, this))
    , m_hitRatioCaption(new TextLabel(theme.font(16), theme.muted, this))
    , m_load(new TextLabel(theme.font(36, QFont::Bold), theme.database, this))
    , m_loadCaption(new TextLabel(theme.font(16), theme.muted, this))
    , m_remark(new TextLabel(theme.font(16), theme.muted, this)) {
    m_hitRatioCaption->setText(tr("hit ratio"));
    m_loadCaption->setText(tr("active sessions"));
    m_remark->setMaximumLines(2);
}

void StackTile::place(const QRect &where, qreal unit) {
    if (where == geometry() && unit == m_unit)
        return;
    setGeometry(where);
    m_unit = unit;
    layOut();
}

bool StackTile::isSmall() const {
    return height() < fullHeight * m_unit;
}

void StackTile::layOut() {
    const qreal unit = m_unit;
    const qreal pad = std::max(unit, std::min(width(), height()) * 0.06);
    const int left = static_cast<int>(pad);
    const int room = width() - 2 * left;
    const qreal share =
        std::clamp(height() / (28 * unit), 1.0, 2.4); // a tile with more room has larger words
    const QFont name =
        m_theme.font(static_cast<int>((isSmall() ? 2.0 : 2.3 * share) * unit), QFont::DemiBold);
    const QFont words = m_theme.font(static_cast<int>(leastText * share * unit));
    const QFont number = numberFont(m_theme, isSmall() ? 3.7 * unit : height() * 0.17, room, wholeRatio());
    const QFont second = isSmall() ? numberFont(m_theme, 2.6 * unit, room / 2.0, wholeRatio()) : number;

    int y = static_cast<int>(isSmall() ? 0.7 * unit : pad * 0.8);
    const int nameLine = lineOf(name);
    const int mark = static_cast<int>(QFontMetricsF(name).capHeight());
    m_mark = QRect(left, y + (nameLine - mark) / 2, mark, mark);
    const int nameLeft = left + mark + mark * 2 / 3;
    const auto put = [&](TextLabel *label, const QFont &font, int x, int width, int lines = 1) {
        label->setTextFont(font);
        label->setGeometry(x, y, width, lineOf(font) * lines);
        y += lineOf(font) * lines;
    };
    put(m_name, name, nameLeft, left + room - nameLeft);
    y += static_cast<int>((isSmall() ? 0 : 0.025 * height()));
    put(m_hitRatio, number, left, room);
    m_hitRatioCaption->setVisible(!isSmall());
    if (!isSmall()) {
        put(m_hitRatioCaption, words, left, room);
        y += static_cast<int>(0.025 * height());
        put(m_load, second, left, room);
        put(m_loadCaption, words, left, room);
    } else {
        const int top = y;
        put(m_load, second, left, room / 2);
        const int bottom = y;
        y = top + static_cast<int>(QFontMetricsF(second).ascent() - QFontMetricsF(words).ascent());
        put(m_loadCaption, words, left + room * 2 / 5, room - room * 2 / 5);
        y = bottom;
    }
    m_remark->setText(isSmall() ? m_glance.brief : m_glance.remark);
    m_loadCaption->setText(isSmall() ? tr("sessions") : tr("active sessions"));
    const int remarkLines = isSmall() ? 1 : 2;
    m_remark->setMaximumLines(remarkLines);
    m_remark->setTextFont(words);
    const int bottom = height() - static_cast<int>(isSmall() ? 0.7 * unit : pad * 0.8);
    const int remarkHeight = static_cast<int>(lineOf(words) * (isSmall() ? 1.0 : 2.3));
    m_remark->setGeometry(left, bottom - remarkHeight, room, remarkHeight);
    m_course = QRect(left, y + 2, room, bottom - y - 4);
    update();
}

void StackTile::showNumber(TextLabel *label, const GlanceNumber &number, const QColor &colour) {
    label->setText(number.text);
    label->setColour(number.age == GlanceNumber::Age::Fresh ? colour : m_theme.muted);
}

void StackTile::show(const StackGlance &glance) {
    if (glance == m_glance)
        return;
    const bool isOther = glance.health != m_glance.health || glance.isBlind != m_glance.isBlind ||
                         glance.remark.isEmpty() != m_glance.remark.isEmpty();
    m_glance = glance;
    m_name->setText(glance.name);
    showNumber(m_hitRatio, glance.hitRatio, m_theme.cache);
    showNumber(m_load, glance.load, m_theme.database);
    m_remark->setText(isSmall() ? glance.brief : glance.remark);
    m_remark->setColour(isTrouble(glance) && !glance.isBlind ? stateColour(m_theme, glance.health)
                                                             : m_theme.muted);
    setAccessibleName(glance.name);
    if (isOther)
        update();
    else
        update(m_course);
}

void StackTile::setLoud(bool loud) {
    if (loud == m_isLoud)
        return;
    m_isLoud = loud;
    update();
}

// From zero on, so that a calm load stays a ripple however large the tile.
void StackTile::paintCourse(QPainter &painter) const {
    const QRect where = courseRoom();
    if (where.height() < m_unit)
        return;
    float highest = 1;
    for (const float load : m_glance.course)
        highest = std::isnan(load) ? highest : std::max(highest, load);
    drawSparkline(painter, where, m_glance.course, {0, highest * 1.15F},
                  m_glance.isBlind ? m_theme.unknown : m_theme.database, std::max(0.22 * m_unit, 1.5));
}

// A small tile has either words or a course; in a large one the course takes the room of words that are
// not needed.
QRect StackTile::courseRoom() const {
    if (m_glance.remark.isEmpty())
        return m_course;
    return isSmall() ? QRect() : m_course.adjusted(0, 0, 0, -m_remark->height());
}

void StackTile::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    paintGround(painter, rect(), m_theme, m_glance, m_unit, m_isLoud);
    drawState(painter, m_mark, m_theme, m_glance.isBlind ? Health::Unknown : m_glance.health);
    paintCourse(painter);
}

QFont numberFont(const Theme &theme, qreal wanted, qreal room, const QString &widest) {
    const qreal one = figuresWidth(theme.font(100, QFont::Bold), widest) / 100;
    return theme.font(static_cast<int>(one > 0 ? std::min(wanted, room / one) : wanted), QFont::Bold);
}

void paintGround(QPainter &painter, const QRectF &box, const Theme &theme, const StackGlance &glance,
                 qreal unit, bool isLoud) {
    const bool isCalm = glance.health == Health::Healthy && !glance.isBlind;
    const QColor colour = isCalm ? theme.line : stateColour(theme, glance.health);
    const qreal width = std::max((isCalm ? 0.12 : isLoud ? 0.5 : 0.28) * unit, 1.0);
    const qreal radius = 0.8 * unit;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius);
    painter.fillPath(outline, isLoud && !isCalm ? theme.wash(colour) : theme.panel);
    if (glance.isBlind) {
        painter.save();
        painter.setClipPath(outline);
        drawHatching(painter, box, theme.grid);
        painter.restore();
    }
    QPen pen(colour, width);
    if (glance.isBlind)
        pen.setDashPattern({4, 3});
    painter.strokePath(outline, pen);
    painter.restore();
}

} // namespace spillway

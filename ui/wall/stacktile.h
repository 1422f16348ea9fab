#pragma once
// One stack on the wall: state as colour and shape, name, hit ratio, load, the load's course and a few
// words when it is not calm; hatched while it is blind. Owned by the wall, which says what it shows and
// how large its text is. No interaction.

#include "theme.h"
#include "wall/stackglance.h"

#include <QWidget>

namespace spillway {

class TextLabel;

class StackTile : public QWidget {
    Q_OBJECT
public:
    StackTile(const Theme &theme, QWidget *parent);

    // `unit`: see WallPlan; the tile's own size is its geometry.
    void place(const QRect &where, qreal unit);
    void show(const StackGlance &glance);
    const StackGlance &glance() const { return m_glance; }
    // Louder for a moment: the state is new.
    void setLoud(bool loud);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void showNumber(TextLabel *label, const GlanceNumber &number, const QColor &colour);
    void paintCourse(QPainter &painter) const;
    QRect courseRoom() const;
    bool isSmall() const;

    Theme m_theme;
    qreal m_unit = 10;
    StackGlance m_glance;
    bool m_isLoud = false;
    QRect m_mark;
    QRect m_course;
    TextLabel *m_name;
    TextLabel *m_hitRatio;
    TextLabel *m_hitRatioCaption;
    TextLabel *m_load;
    TextLabel *m_loadCaption;
    TextLabel *m_remark;
};

// As large as wanted, but so that `widest` has room.
QFont numberFont(const Theme &theme, qreal wanted, qreal room, const QString &widest);
inline QString wholeRatio() {
    return QStringLiteral(u"100.0\u00a0%");
}
// The ground of a tile and of the stage: a panel whose edge has the state's colour, dashed and hatched
// where something is not seen.
void paintGround(QPainter &painter, const QRectF &box, const Theme &theme, const StackGlance &glance,
                 qreal unit, bool isLoud);

} // namespace spillway

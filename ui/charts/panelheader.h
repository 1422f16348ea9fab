#pragma once
// The line above a plot: its title on the left, its read-out with tabular figures on the right, aligned to
// the plot's right edge. The title yields first when there is no room. Owned by its panel.

#include "theme.h"

#include <QGraphicsItem>

namespace spillway {

class PanelHeader : public QGraphicsItem {
public:
    PanelHeader(QGraphicsItem *chart, const Theme &theme);

    void place(const QRectF &line);
    void setTheme(const Theme &theme);
    void setTitle(const QString &title);
    void setReadout(const QString &readout);
    const QString &title() const { return m_title; }
    const QString &readout() const { return m_readout; }
    // What the two texts leave free, in the scene.
    QRectF freeRoom() const;

    QRectF boundingRect() const override { return m_line; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    Theme m_theme;
    QRectF m_line;
    QString m_title;
    QString m_readout;
    qreal m_titleWidth = 0;
    qreal m_readoutWidth = 0;
};

} // namespace spillway

#include "workstation/panellist.h"

#include <QLinearGradient>
#include <QPainter>
#include <QScrollBar>

namespace spillway {

namespace {

constexpr int fadeHeight = 22; // of a row

} // namespace

PanelList::PanelList(const QString &name, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_ground(theme.panel) {
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setSelectionMode(NoSelection);
    // What scrolls moves under the fade.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

void PanelList::paintEvent(QPaintEvent *event) {
    QListView::paintEvent(event);
    if (verticalScrollBar()->value() >= verticalScrollBar()->maximum())
        return;
    const QRect bottom(0, viewport()->height() - fadeHeight, viewport()->width(), fadeHeight);
    QColor clear = m_ground;
    clear.setAlpha(0);
    QLinearGradient fade(bottom.topLeft(), bottom.bottomLeft());
    fade.setColorAt(0, clear);
    fade.setColorAt(1, m_ground);
    QPainter(viewport()).fillRect(bottom, fade);
}

} // namespace spillway

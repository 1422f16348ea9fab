#pragma once
// The whole recording, or the last hours, in one strip: hit ratio and load, alerts, notes and config
// changes as marks, gaps hatched, what a recording lost barred, and the stretch that the lanes show as a
// brush. A replay draws what lies ahead of its position dimmed, and what has not been read yet is said to be
// so. Owned by the time bar; pulls from the survey or the engine.

#include "charts/timewindow.h"
#include "history.h"
#include "rehearsal.h"
#include "session.h"
#include "theme.h"

#include <QWidget>

namespace spillway {

class Navigation;

class OverviewStrip : public QWidget {
    Q_OBJECT
public:
    OverviewStrip(const Session &session, Navigation *navigation, TimeWindow *window, const Theme &theme,
                  QWidget *parent = nullptr);

    void setStack(StackId stack);
    void refresh();
    // Two rows at the bottom: when a rule fired, and when it would have fired.
    void setFirings(const std::vector<Firing> &real, const std::vector<Firing> &candidate);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Drag { None, Scrub, LeftEdge, RightEdge };
    struct Mark {
        Instant at;
        QColor colour;
        enum class Kind { Alert, Note, Config } kind;
    };
    const Engine &source() const;
    void readColumns();
    void readMarks();
    qreal xOf(Instant at) const;
    Instant instantAt(qreal x) const;
    Drag dragAt(qreal x) const;
    void drawLine(QPainter &painter, const std::vector<Column> &columns, double top,
                  const QColor &colour) const;
    void drawUnread(QPainter &painter) const;
    void drawGaps(QPainter &painter) const;
    void drawLost(QPainter &painter) const;
    void drawMarks(QPainter &painter) const;
    void drawBrush(QPainter &painter) const;
    void drawLoop(QPainter &painter) const;
    void drawFirings(QPainter &painter, const std::vector<Firing> &firings, qreal top,
                     const QColor &colour) const;
    void drawPosition(QPainter &painter) const;

    const Session &m_session;
    Navigation *m_navigation;
    TimeWindow *m_window;
    Theme m_theme;
    StackId m_stack = 0;
    TimeSpan m_extent;
    std::vector<Column> m_hitRatio;
    std::vector<Column> m_load;
    std::vector<Mark> m_marks;
    std::vector<Firing> m_realFirings;
    std::vector<Firing> m_firings;
    Drag m_drag = Drag::None;
};

} // namespace spillway

#pragma once
// The worst stack, large: culprit in one word, the verdict's sentence with its arithmetic, three numbers
// and the lanes of hit ratio and load with what was changed. Owned by the wall; takes the numbers of its
// lanes from the session's history. No interaction.

#include "charts/timewindow.h"
#include "theme.h"
#include "wall/stackglance.h"

#include <QWidget>

#include <array>

namespace spillway {

class Lane;
class TextLabel;

class Stage : public QWidget {
    Q_OBJECT
public:
    Stage(const Session &session, const Theme &theme, QWidget *parent);

    void place(const QRect &where, qreal unit);
    void show(const StackGlance &glance, Instant now);
    const StackGlance &glance() const { return m_glance; }
    void setLoud(bool loud);
    // The session has begun anew.
    void startAgain();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Figure {
        TextLabel *number;
        TextLabel *caption;
    };
    void layOut();
    void layOutFigures(int left, int top, int room);
    void layOutLanes(int top);
    void fitNumber(const Figure &figure);
    void showFigure(const Figure &figure, const GlanceNumber &number, const QColor &colour,
                    const QString &what, const QString &usual);
    void chooseStack(StackId stack);
    QStringList shapingWords() const;
    void showWords();

    const Session &m_session;
    Theme m_theme;
    TimeWindow m_window{std::chrono::minutes(10)};
    qreal m_unit = 10;
    StackGlance m_glance;
    bool m_isLoud = false;
    QRect m_mark;
    int m_reasonHeight = 0;
    TextLabel *m_name;
    TextLabel *m_culprit;
    TextLabel *m_sentence;
    TextLabel *m_reason;
    TextLabel *m_since;
    std::array<Figure, 3> m_figures; // hit ratio, load, misses
    std::array<Lane *, 2> m_lanes;   // hit ratio, load
};

} // namespace spillway

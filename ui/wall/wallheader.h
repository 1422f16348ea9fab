#pragma once
// The top line of the wall: the clock of the newest data, which stands still when they do; how many stacks
// are in which state; the page. Owned by the wall.

#include "theme.h"
#include "wall/stackglance.h"

#include <QWidget>

#include <vector>

namespace spillway {

class TextLabel;

// What the header says beside the clock, as a value.
struct WallSummary {
    Instant data;                 // of the newest frame; none yet: the epoch
    std::optional<Instant> clock; // live
    int critical = 0, warning = 0, unknown = 0, healthy = 0;
    int page = 0, pages = 1;
    QString source; // of a replay
    bool isSimulated = false;
    bool mayBlank = false; // the desktop does not keep the screen on

    void count(const StackGlance &glance);
    Health worst() const;
    friend bool operator==(const WallSummary &, const WallSummary &) = default;
};

class WallHeader : public QWidget {
    Q_OBJECT
public:
    WallHeader(const Theme &theme, QWidget *parent);

    void place(const QRect &where, qreal unit);
    void show(const WallSummary &summary);
    QString countsText() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    bool isLate() const;
    QString sideText() const;
    QString noteText() const;

    Theme m_theme;
    qreal m_unit = 10;
    WallSummary m_summary;
    QRect m_pill;
    TextLabel *m_clock;
    TextLabel *m_side;
    TextLabel *m_notes;
    TextLabel *m_counts;
};

} // namespace spillway

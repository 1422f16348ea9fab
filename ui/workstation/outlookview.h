#pragma once
// What is to be expected, as bars: in peace how much work the database would get without the cache and
// how much it bears, in an incident of the cache how many of the lost hits are back, and the engine's
// sentence about it. Takes no room when nothing can be said. Owned by the evidence panel.

#include "theme.h"
#include "verdict.h"

#include <QWidget>

namespace spillway {

class OutlookView : public QWidget {
    Q_OBJECT
public:
    explicit OutlookView(const Theme &theme, QWidget *parent = nullptr);

    void setVerdict(const Verdict &verdict);
    struct Bar {
        QString label;
        QString number;
        double share = 0; // of the longest
        QColor colour;
        friend bool operator==(const Bar &, const Bar &) = default;
    };
    const std::vector<Bar> &bars() const { return m_bars; }
    const QString &sentence() const { return m_sentence; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    std::vector<Bar> barsOf(const Verdict &verdict) const;
    QStringList lines() const;

    Theme m_theme;
    std::vector<Bar> m_bars;
    QString m_sentence;
};

} // namespace spillway

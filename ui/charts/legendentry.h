#pragma once
// One swatch with its word; checked = shown. Owned by its Legend.

#include "theme.h"

#include <QAbstractButton>

namespace spillway {

class LegendEntry : public QAbstractButton {
    Q_OBJECT
public:
    LegendEntry(const QString &label, const QColor &colour, const Theme &theme, QWidget *parent);

    void setTheme(const Theme &theme);
    QSize sizeHint() const override;

signals:
    void isolationAsked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QColor m_colour;
    Theme m_theme;
};

} // namespace spillway

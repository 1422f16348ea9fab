#pragma once
// The rows of a panel: no frame, no selection, scrolled by the pixel. Where more lies below, the last row
// fades out, so that a cut row reads as "go on" and not as a fault. Owned by its panel.

#include "theme.h"

#include <QListView>

namespace spillway {

class PanelList : public QListView {
    Q_OBJECT
public:
    PanelList(const QString &name, const Theme &theme, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_ground;
};

} // namespace spillway

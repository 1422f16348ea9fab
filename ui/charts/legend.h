#pragma once
// The entries of a lane's stack, in one row inside the plot. Click or Space hides an entry, double click or
// Return shows it alone, and again shows all. Its lane places it and shows it where there is room; owned
// by the lane's viewport.

#include "lanespec.h"
#include "theme.h"

#include <QWidget>

namespace spillway {

class LegendEntry;

class Legend : public QWidget {
    Q_OBJECT
public:
    Legend(const Theme &theme, QWidget *parent);

    void setEntries(const std::vector<LineSpec> &entries);
    void setTheme(const Theme &theme);
    std::vector<bool> visibleEntries() const;

signals:
    void visibilityChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void isolate(size_t entry);

    Theme m_theme;
    std::vector<LegendEntry *> m_entries;
};

} // namespace spillway

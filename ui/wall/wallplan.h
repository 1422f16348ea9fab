#pragma once
// Where everything is on a wall, in pixels: a pure function of the screen's size, the scale and the number
// of stacks. Text is measured in hundredths of the screen's height, so that it reads alike on every
// screen; what does not fit becomes another page, never smaller text.

#include <QRect>
#include <QSize>

#include <vector>

namespace spillway {

struct WallPlan {
    qreal unit = 1; // of text: a hundredth of the screen's height times the scale
    QRect header;
    QRect stage;               // empty while nothing is wrong
    QRect plane;               // beside the stage, or empty
    std::vector<QRect> places; // of tiles, row by row
    int pages = 1;

    friend bool operator==(const WallPlan &, const WallPlan &) = default;
};

struct WallTask {
    QSize size;
    qreal scale = 1;
    int tiles = 0; // besides the stage
    bool isStaged = false;
    int pinned = 0; // tiles in trouble, the first ones

    friend bool operator==(const WallTask &, const WallTask &) = default;
};

WallPlan planWall(const WallTask &task);
// The tiles of one page, as positions in the order of trouble; pages count from 0.
std::vector<int> tilesOfPage(const WallTask &task, const WallPlan &plan, int page);

} // namespace spillway

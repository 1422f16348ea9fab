#include "wall/wallplan.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

// In units of text.
constexpr QSizeF leastTile(17, 14.4); // the numbers of a tile at 3.6, its words at 1.6
constexpr QSizeF stagedTile(20, 28);  // with room for labels and a course
constexpr qreal widestStagedTile = 44;
constexpr qreal leastStage = 104; // its width; without room for both, the plane goes
constexpr qreal headerHeight = 6.2;
constexpr qreal tileShape = 1.25; // width to height, at which a tile shows most
// In hundredths of the height.
constexpr qreal margin = 1.6; // also the room of the shift against burn-in
constexpr qreal gap = 0.9;
constexpr qreal stageShare = 0.66; // of the width

struct Grid {
    int columns = 1;
    int rows = 1;
    int count() const { return columns * rows; }
};

qreal side(qreal room, int parts, qreal between) {
    return (room - (parts - 1) * between) / parts;
}

int fitting(qreal room, qreal least, qreal between) {
    return std::max(static_cast<int>((room + between) / (least + between)), 1);
}

// The grid in which the tiles are largest; if none has room for all of them, the one with most places.
Grid evenGrid(QSizeF room, int tiles, qreal unit, qreal between) {
    const Grid most{fitting(room.width(), leastTile.width() * unit, between),
                    fitting(room.height(), leastTile.height() * unit, between)};
    Grid best = most;
    qreal bestSize = 0;
    for (int columns = 1; columns <= std::min(tiles, most.columns); ++columns) {
        const int rows = (tiles + columns - 1) / columns;
        const qreal size =
            std::min(side(room.width(), columns, between) / tileShape, side(room.height(), rows, between));
        if (rows <= most.rows && size > bestSize) {
            best = {columns, rows};
            bestSize = size;
        }
    }
    return best;
}

void placeTiles(WallPlan &plan, const QRectF &room, Grid grid, int tiles, qreal between, qreal widest) {
    const qreal width = std::min(side(room.width(), grid.columns, between), widest);
    const qreal height = side(room.height(), grid.rows, between);
    for (int i = 0; i < std::min(tiles, grid.count()); ++i) {
        const QPointF corner(room.left() + i % grid.columns * (width + between),
                             room.top() + i / grid.columns * (height + between));
        plan.places.push_back(QRectF(corner, QSizeF(width, height)).toRect());
    }
}

void placeStage(WallPlan &plan, QRectF &room, qreal between, bool hasTiles, Grid grid) {
    const qreal tile = grid.rows > 1 ? leastTile.height() : stagedTile.height();
    const qreal wanted = hasTiles ? grid.rows * tile * plan.unit + grid.rows * between : 0;
    QRectF stage = room;
    stage.setHeight(std::max(room.height() - wanted, room.height() / 2));
    room.setTop(stage.bottom() + between);
    QRectF plane = stage;
    if (stage.width() * stageShare >= leastStage * plan.unit) {
        stage.setWidth(stage.width() * stageShare);
        plane.setLeft(stage.right() + between);
        plan.plane = plane.toRect();
    }
    plan.stage = stage.toRect();
}

// One row with all there is to a tile if they fit, else two rows of small ones.
Grid stagedGrid(qreal width, int tiles, qreal unit, qreal between) {
    const int large = fitting(width, stagedTile.width() * unit, between);
    if (tiles <= large)
        return {std::max(tiles, 1), 1};
    return {fitting(width, leastTile.width() * unit, between), 2};
}

// Of the places of a page: those that every page has alike, and those that turn, at least one.
struct Turn {
    int pinned;
    int turning;
};

Turn turnOf(const WallTask &task, const WallPlan &plan) {
    const int places = static_cast<int>(plan.places.size());
    const int pinned = places < task.tiles ? std::clamp(task.pinned, 0, places - 1) : 0;
    return {pinned, std::max(places - pinned, 1)};
}

} // namespace

WallPlan planWall(const WallTask &task) {
    // A narrow screen has as many letters a line as a wide one.
    const qreal hundredth = std::min<qreal>(task.size.height(), task.size.width() * 0.6) / 100;
    const qreal between = gap * hundredth;
    WallPlan plan;
    plan.unit = hundredth * task.scale;
    QRectF room(QPointF(), task.size);
    room.adjust(margin * hundredth, margin * hundredth, -margin * hundredth, -margin * hundredth);
    QRectF header = room;
    header.setHeight(headerHeight * plan.unit);
    plan.header = header.toRect();
    room.setTop(header.bottom() + between);
    if (task.isStaged) {
        const Grid grid = stagedGrid(room.width(), task.tiles, plan.unit, between);
        placeStage(plan, room, between, task.tiles > 0, grid);
        placeTiles(plan, room, grid, task.tiles, between, widestStagedTile * plan.unit);
    } else {
        placeTiles(plan, room, evenGrid(room.size(), task.tiles, plan.unit, between), task.tiles, between,
                   room.width());
    }
    const Turn turn = turnOf(task, plan);
    plan.pages = std::max((task.tiles - turn.pinned + turn.turning - 1) / turn.turning, 1);
    return plan;
}

std::vector<int> tilesOfPage(const WallTask &task, const WallPlan &plan, int page) {
    const Turn turn = turnOf(task, plan);
    std::vector<int> tiles;
    for (int i = 0; i < turn.pinned; ++i)
        tiles.push_back(i);
    const int first = turn.pinned + page % plan.pages * turn.turning;
    for (int i = first; i < std::min(first + turn.turning, task.tiles); ++i)
        tiles.push_back(i);
    return tiles;
}

} // namespace spillway

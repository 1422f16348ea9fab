#pragma once
// Finds places for labels so that none overlaps another or leaves its room. Each label names the places it
// would take, best first; one that finds none free is left out. A value; lives for one layout.

#include <QRectF>

#include <optional>
#include <span>
#include <vector>

namespace spillway {

class LabelPlacer {
public:
    explicit LabelPlacer(const QRectF &room)
        : m_room(room) {}

    void block(const QRectF &taken) { m_taken.push_back(taken); }
    // The first candidate (a top left corner) that is free, or nothing.
    std::optional<QRectF> place(const QSizeF &size, std::span<const QPointF> candidates);
    bool isFree(const QRectF &place) const;

private:
    QRectF m_room;
    std::vector<QRectF> m_taken;
};

} // namespace spillway

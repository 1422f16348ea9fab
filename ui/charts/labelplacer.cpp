#include "labelplacer.h"

#include <algorithm>

namespace spillway {

bool LabelPlacer::isFree(const QRectF &place) const {
    return m_room.contains(place) &&
           std::ranges::none_of(m_taken, [&](const QRectF &taken) { return taken.intersects(place); });
}

std::optional<QRectF> LabelPlacer::place(const QSizeF &size, std::span<const QPointF> candidates) {
    for (const QPointF &corner : candidates) {
        const QRectF place(corner, size);
        if (!isFree(place))
            continue;
        block(place);
        return place;
    }
    return std::nullopt;
}

} // namespace spillway

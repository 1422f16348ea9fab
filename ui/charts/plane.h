#pragma once
// Hit ratio against database load, the picture that ends the argument: left and up is the cache, straight
// up is traffic or the database. A fading trail of the last ten minutes, the usual region, the capacity,
// and now as a ringed point; the crosshair of the lanes moves a second ring. Owned by the page, lives in
// the GUI thread; pulls from a History on refresh(). Both it and the time window must outlive the plane.

#include "planepicture.h"
#include "plotpanel.h"

namespace spillway {

class PlaneLayer;
class TimeWindow;

class Plane : public PlotPanel {
    Q_OBJECT
public:
    static constexpr Duration trail = std::chrono::minutes(10);

    Plane(TimeWindow *window, const Theme &theme, QWidget *parent = nullptr);

    // Null shows an empty plane. Call again when the history has begun anew.
    void setSource(const History *history);
    void setSpec(const PlaneSpec &spec);
    void refresh(Instant now);

    std::vector<QRectF> labelPlaces() const;

protected:
    void relayout() override;

private:
    void showPicture();
    double highestNearby() const;
    void updateWords(const PlanePicture &picture);

    TimeWindow *m_window;
    const History *m_history = nullptr;
    PlaneSpec m_spec;
    Instant m_now;
    ValueScale m_load{0, 0, 1};
    PlaneLayer *m_layer;
};

} // namespace spillway

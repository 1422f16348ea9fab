#pragma once
// The four lanes of samplelanes.h on a window, as the workstation puts them.

#include "charts/lane.h"
#include "charts/timewindow.h"
#include "samplelanes.h"

#include <QDir>
#include <QMouseEvent>
#include <QScreen>
#include <QVBoxLayout>
#include <QtTest>

#include <array>

namespace spillway {

// Four lanes as on the workstation.
struct SamplePage {
    Theme theme;
    TimeWindow window;
    QWidget widget;
    std::vector<Lane *> lanes;

    SamplePage(const SyntheticOutage &outage, Duration span, const Theme &colours = Theme::dark())
        : theme(colours)
        , window(span) {
        window.setExtent(outage.start, outage.now);
        window.advance(outage.now);
        widget.setPalette(theme.palette());
        widget.setAutoFillBackground(true);
        auto *column = new QVBoxLayout(&widget);
        column->setSpacing(10);
        const std::array shares{180, 230, 96, 108};
        for (const LaneSpec &spec :
             {hitRatioLane(theme), loadLane(theme), lookupsLane(theme), evictionsLane(theme)}) {
            auto *lane = new Lane(&window, theme);
            lane->setSpec(spec);
            lane->setSource(&outage.history);
            column->addWidget(lane, shares[lanes.size()]);
            lanes.push_back(lane);
        }
        lanes[0]->setLimits(hitRatioLimits(theme));
        lanes[1]->setLimits(loadLimits(theme));
        lanes[0]->setFlagLabels(FlagLayer::Labels::Shown);
        lanes[3]->setRuler(Lane::Ruler::Shown);
        widget.resize(824, 650);
        widget.show();
        refresh(outage.now);
        QCoreApplication::processEvents();
    }
    void setFlags(const std::vector<Flag> &flags) {
        for (Lane *lane : lanes)
            lane->setFlags(flags);
    }
    void refresh(Instant now) {
        window.advance(now);
        for (Lane *lane : lanes)
            lane->refresh(now);
    }
    QImage onScreen() {
        QCoreApplication::processEvents();
        return widget.screen()->grabWindow(widget.winId()).toImage();
    }
    void save(const QString &name) {
        QDir().mkpath(QStringLiteral("out"));
        QVERIFY(widget.grab().save(QStringLiteral("out/%1.png").arg(name)));
    }
};

inline QPoint inPlot(const Lane &lane, double share) {
    const QRect area = lane.plotArea();
    return {area.left() + static_cast<int>(area.width() * share), area.center().y()};
}

// Sent by hand: the platform's pointer has a place of its own and would leave at once.
inline void hover(const Lane &lane, double share) {
    const QPointF place = inPlot(lane, share);
    QMouseEvent event(QEvent::MouseMove, place, lane.viewport()->mapToGlobal(place), Qt::NoButton,
                      Qt::NoButton, {});
    QCoreApplication::sendEvent(lane.viewport(), &event);
}

} // namespace spillway

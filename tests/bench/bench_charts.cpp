// What one second of watching costs on the screen: a sample more for each of two lines in a Full HD chart,
// and the repaint that follows. Ours is a lane through its public interface, read-out included. The peers:
// Qt Charts with every point in a QLineSeries, a bare QPainter that redraws the same columns, and setting
// every byte of the frame once, which is the least that redrawing everything can cost.
//   ./dev bench

#include "charts/lane.h"
#include "charts/timewindow.h"
#include "theme.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstring>
#include <random>

using namespace spillway;

namespace {

constexpr QSize screen(1920, 1080);
constexpr SeriesId first{0, SeriesId::WholeStack, Metric::Lookups};
constexpr SeriesId second{0, SeriesId::WholeStack, Metric::Misses};

// A day's course with noise; the same for all.
class Course {
public:
    double next() {
        ++m_tick;
        return 1000 + 500 * std::sin(static_cast<double>(m_tick) / 13'750.0) + m_noise(m_random);
    }

private:
    std::mt19937 m_random{7};
    std::uniform_real_distribution<> m_noise{-60, 60};
    qint64 m_tick = 0;
};

struct Watched {
    History history{std::chrono::seconds(1), std::chrono::hours(50)};
    Course course;
    Instant now = Instant::fromMs(1'709'424'000'000);

    void tick() {
        now = now + std::chrono::seconds(1);
        const double lookups = course.next();
        history.append({first, now, lookups, 1});
        history.append({second, now, lookups / 3, 1});
    }
    explicit Watched(qint64 samples) {
        while (samples-- > 0)
            tick();
    }
};

LaneSpec specOf(const Theme &theme) {
    LaneSpec spec;
    spec.title = QStringLiteral("Lookups and misses");
    spec.preface = QStringLiteral("per second");
    spec.unit = Unit::PerSecond;
    spec.lines = {{.series = first, .label = QStringLiteral("lookups"), .colour = theme.traffic},
                  {.series = second, .label = QStringLiteral("misses"), .colour = theme.cache}};
    return spec;
}

struct ShownLane {
    Watched watched;
    Theme theme = Theme::dark();
    TimeWindow window;
    Lane lane;

    explicit ShownLane(qint64 samples)
        : watched(samples)
        , window(std::chrono::seconds(samples))
        , lane(&window, theme) {
        lane.setSource(&watched.history);
        lane.setSpec(specOf(theme));
        lane.setRuler(Lane::Ruler::Shown);
        lane.resize(screen);
        lane.show();
        for (int i = 0; i < 3; ++i)
            tick();
    }
    void tick() {
        watched.tick();
        window.advance(watched.now);
        lane.refresh(watched.now);
        QCoreApplication::processEvents();
    }
};

void laneTick(benchmark::State &state) {
    ShownLane shown(state.range(0));
    for (auto unused : state)
        shown.tick();
}

void laneZoom(benchmark::State &state) {
    ShownLane shown(state.range(0));
    double factor = 0.98;
    for (auto unused : state) {
        if (shown.window.shown().length() < std::chrono::minutes(5))
            factor = 1.02;
        if (shown.window.shown().length() > std::chrono::seconds(state.range(0)))
            factor = 0.98;
        shown.window.zoom(factor);
        QCoreApplication::processEvents();
    }
}

void lineSeriesTick(benchmark::State &state) {
    QChart *chart = new QChart;
    QChartView view(chart);
    auto *seconds = new QValueAxis;
    auto *values = new QValueAxis;
    values->setRange(0, 1800);
    seconds->setRange(0, 1);
    chart->addAxis(seconds, Qt::AlignBottom);
    chart->addAxis(values, Qt::AlignLeft);
    Course course;
    double time = 0;
    std::array<QLineSeries *, 2> lines{};
    for (QLineSeries *&line : lines) {
        line = new QLineSeries;
        QList<QPointF> points;
        for (time = 0; time < static_cast<double>(state.range(0)); ++time)
            points.append({time, course.next()});
        line->replace(points);
        chart->addSeries(line);
        line->attachAxis(seconds);
        line->attachAxis(values);
    }
    view.resize(screen);
    view.show();
    QCoreApplication::processEvents();
    for (auto unused : state) {
        for (QLineSeries *line : lines) {
            line->append(time, course.next());
            line->remove(0);
        }
        seconds->setRange(time - static_cast<double>(state.range(0)), time);
        ++time;
        QCoreApplication::processEvents();
    }
}

class Columns : public QWidget {
public:
    Columns(const Watched &watched, Duration span)
        : m_watched(watched)
        , m_span(span) {
        setAttribute(Qt::WA_OpaquePaintEvent);
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.fillRect(rect(), Qt::black);
        painter.setPen(Qt::white);
        for (const SeriesId &id : {first, second}) {
            const auto columns = m_watched.history.window(id, m_watched.now - m_span, m_watched.now, width());
            QList<QLine> lines;
            const auto y = [this](float value) {
                return height() - static_cast<int>(value / 1800 * height());
            };
            for (int x = 0; x < width(); ++x)
                if (const Column &column = columns[static_cast<size_t>(x)]; !column.isEmpty())
                    lines.append({x, y(column.min), x, y(column.max)});
            painter.drawLines(lines);
        }
    }

private:
    const Watched &m_watched;
    Duration m_span;
};

void painterTick(benchmark::State &state) {
    Watched watched(state.range(0));
    Columns columns(watched, std::chrono::seconds(state.range(0)));
    columns.resize(screen);
    columns.show();
    QCoreApplication::processEvents();
    for (auto unused : state) {
        watched.tick();
        columns.update();
        QCoreApplication::processEvents();
    }
}

void clearFrame(benchmark::State &state) {
    std::vector<uchar> frame(static_cast<size_t>(screen.width() * screen.height() * 4));
    int value = 0;
    for (auto unused : state) {
        std::memset(frame.data(), ++value, frame.size());
        benchmark::ClobberMemory();
    }
}

constexpr int fiveMinutes = 300;
constexpr int hour = 3600;
constexpr int day = 86'400;

} // namespace

BENCHMARK(laneTick)->Arg(fiveMinutes)->Arg(hour)->Arg(day)->Unit(benchmark::kMicrosecond);
BENCHMARK(lineSeriesTick)->Arg(fiveMinutes)->Arg(hour)->Arg(day)->Unit(benchmark::kMicrosecond);
BENCHMARK(painterTick)->Arg(fiveMinutes)->Arg(hour)->Arg(day)->Unit(benchmark::kMicrosecond);
BENCHMARK(clearFrame)->Unit(benchmark::kMicrosecond);
BENCHMARK(laneZoom)->Arg(day)->Unit(benchmark::kMicrosecond);

int main(int argc, char *argv[]) {
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

#pragma once
// What a lane shows, as values: lines, stacked causes, the usual band, limits and flags. Made by the page
// that owns the lane from its configuration and theme; the lane pulls the numbers from a History.

#include "history.h"

#include <QColor>
#include <QString>

#include <optional>
#include <vector>

namespace spillway {

enum class Stroke { Solid, Dotted };

struct LineSpec {
    SeriesId series;
    QString label;      // in read-outs and the legend: "misses"
    QColor colour;      // a mark's colour of the theme; areas and bands are toned down by the lane
    double width = 1.5; // logical pixels
    Stroke stroke = Stroke::Solid;
    friend bool operator==(const LineSpec &, const LineSpec &) = default;
};

// Areas upon each other, the first at the bottom; their sum is `total`.
struct StackSpec {
    SeriesId total;
    std::vector<LineSpec> parts;
    friend bool operator==(const StackSpec &, const StackSpec &) = default;
};

struct BandSpec {
    SeriesId low;
    SeriesId high;
    QColor colour;
    friend bool operator==(const BandSpec &, const BandSpec &) = default;
};

// A horizontal line with its words on the side where it is bad to be.
struct Limit {
    enum class BadSide { Below, Above };
    double value = 0;
    QString text; // "warning < 80 % for 30 s"
    QColor colour;
    BadSide badSide = BadSide::Above;
    std::optional<size_t> rule =
        std::nullopt; // that may be tried out by dragging, as a place in the configuration
    friend bool operator==(const Limit &, const Limit &) = default;
};

// A moment that runs through all lanes: a config change, an alert, a note.
struct Flag {
    enum class Word { Change, Consequence }; // where words are crowded, a change keeps its own

    Instant at;
    QString text;
    QColor colour;
    Word word = Word::Change;
    friend bool operator==(const Flag &, const Flag &) = default;
};

// Another recording under the lines, muted: its moment `at + ahead` stands at `at`.
struct Overlay {
    const History *history = nullptr; // of whoever owns the other recording
    StackId stack = 0;
    Duration cadence{1000};
    Duration ahead{0};
    friend bool operator==(const Overlay &, const Overlay &) = default;
};

struct LaneSpec {
    QString title;
    QString preface; // before the numbers of the read-out: "per second"
    Unit unit = Unit::None;
    std::vector<LineSpec> lines; // the first is the lane's own number
    std::optional<StackSpec> stack;
    std::optional<LineSpec> counterfactual; // dotted, with its label and value at the right end
    std::optional<BandSpec> usual;
    Duration cadence{1000};            // of the samples; twice and a half of it without one is a gap
    std::vector<EndpointId> endpoints; // whose gaps are hatched
    double leastTop = 1;               // a calm metric does not fill the lane with its noise
    friend bool operator==(const LaneSpec &, const LaneSpec &) = default;
};

} // namespace spillway

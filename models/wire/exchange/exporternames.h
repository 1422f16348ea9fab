#pragma once
// What the numbers of the usual exporters are in our fields: one table, a row a name, and adding an
// exporter is adding rows.

#include "endpoint.h"
#include "exchange/metricseries.h"
#include "field.h"

#include <QByteArray>

#include <optional>
#include <span>

namespace spillway {

enum class Merge {
    Sum,  // of all series of one scrape that fit, as our own probes sum over databases
    Most, // the largest of them
    Only, // a value only when there is one series
};

struct ExporterNumber {
    EndpointKind kind;
    const char *name;
    const char *where; // "state=active": labels that must be so; "^=": begin so; "?=": or are absent
    Field field;
    Merge merge = Merge::Sum;
    double scale = 1;
    double offset = 0;             // added once; what comes out below zero is 0
    const char *setting = nullptr; // is also this setting of the server
};

// What stands in a label of a series whose value says nothing.
struct ExporterText {
    EndpointKind kind;
    const char *name;
    const char *label;
    const char *setting; // null: the version, "identity": tells one run of the server from the next
};

std::span<const ExporterNumber> exporterNumbers();
std::span<const ExporterText> exporterTexts();

// By its name and labels.
bool fits(const ExporterNumber &row, const MetricSeries &series);

// Whose exporter has a name like this: "pg_", "redis_". Nullopt for all others.
std::optional<EndpointKind> kindOfExporterName(const QByteArray &name);
// "redis_up": 0 means that the exporter itself answered, and the server did not.
std::optional<EndpointKind> kindOfUpName(const QByteArray &name);
bool isExporterName(const QByteArray &name); // a name of either table, or an up
// A regular expression of all names that are read for this kind.
QByteArray exporterPattern(EndpointKind kind);

} // namespace spillway

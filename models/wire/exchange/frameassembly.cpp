#include "exchange/frameassembly.h"

#include "displaytext.h"
#include "exchange/ownnames.h"
#include "recording/recordingconfiguration.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr qsizetype longestText = 400;

QString text(const MetricSeries &series, const char *label) {
    return displayText(series.label(label), longestText);
}

Role roleOf(EndpointKind kind) {
    return kind == EndpointKind::Redis || kind == EndpointKind::Memcached ? Role::Cache : Role::Database;
}

// "redis 7.0.15", as our probes write it.
QString versionText(EndpointKind kind, const QString &number) {
    return (kind == EndpointKind::MySql && number.contains(QLatin1String("MariaDB"), Qt::CaseInsensitive)
                ? QStringLiteral("mariadb")
                : endpointKindName(kind)) +
           u' ' + number;
}

// As a server would write it.
QString settingText(double value) {
    return std::abs(value) < 1e15 && value == std::floor(value) ? QString::number(qint64(value))
                                                                : QString::number(value);
}

} // namespace

bool FrameAssembly::isWanted(const QByteArray &name) {
    return isOwnName(name) || isExporterName(name);
}

// Ours by stack and endpoint; others by what Prometheus calls a target.
FrameAssembly::Target &FrameAssembly::targetOf(const MetricSeries &series, bool isOwn) {
    const QByteArray stack = series.label("stack");
    const QByteArray name = isOwn ? series.label("endpoint") : series.label("instance");
    const QByteArray job = isOwn ? QByteArray() : series.label("job");
    const QByteArray key = (isOwn ? "o\0" : "e\0") + stack + '\0' + job + '\0' + name;
    const auto known = m_numbers.constFind(key);
    if (known != m_numbers.constEnd())
        return m_targets[*known];
    m_numbers.insert(key, m_targets.size());
    Target &target = m_targets.emplace_back();
    target.isOwn = isOwn;
    target.stack = stack.isEmpty() ? m_stack : displayText(stack);
    target.name = displayText(name.isEmpty() ? job : name);
    if (target.name.isEmpty())
        target.name = QStringLiteral("server");
    return target;
}

void FrameAssembly::take(const MetricSeries &series) {
    if (series.points.empty() || !isWanted(series.name))
        return;
    isOwnName(series.name) ? takeOwn(series) : takeExporter(series);
}

void FrameAssembly::takeOwn(const MetricSeries &series) {
    if (series.name == ownname::configuration) {
        m_configurations.insert(series.label("json"));
        return;
    }
    if (series.name == ownname::note) {
        for (const MetricPoint &point : series.points) {
            const RecordingNote note{Instant::fromMs(point.atMs), text(series, "stack"),
                                     text(series, "author"),
                                     QString::fromUtf8(series.label("text").left(4096))};
            if (std::find(m_notes.begin(), m_notes.end(), note) == m_notes.end())
                m_notes.push_back(note);
        }
        return;
    }
    Target &target = targetOf(series, true);
    if (const auto kind = endpointKindFromName(text(series, "kind")))
        target.kind = *kind;
    const std::optional<Field> field = fieldFromOwnName(series.name);
    for (const MetricPoint &point : series.points) {
        if (field)
            target.polls[point.atMs].reading.set(*field, point.value);
        else if (series.name == ownname::up)
            target.polls[point.atMs].up = point.value;
        else if (series.name == ownname::roundTrip)
            target.polls[point.atMs].took = Duration(qint64(std::clamp(point.value, 0.0, 1e9)));
        else if (series.name == ownname::failure)
            target.polls[point.atMs].failure = {failureKindFromName(text(series, "failure")),
                                                text(series, "what"), text(series, "remedy")};
        else if (series.name == ownname::server)
            target.changes[point.atMs].push_back(
                {Change::What::Server, text(series, "identity"), text(series, "version")});
        else if (series.name == ownname::setting)
            target.changes[point.atMs].push_back({point.value > 0 ? Change::What::Set : Change::What::Unset,
                                                  text(series, "setting"), text(series, "value")});
    }
}

void FrameAssembly::merge(const ExporterNumber &row, double value, Poll &poll) {
    if (!std::isfinite(value))
        return;
    const double scaled = value * row.scale;
    const bool isFirst = std::find(poll.merged.begin(), poll.merged.end(), row.field) == poll.merged.end();
    const double before = poll.reading.value(row.field).value_or(0);
    if (isFirst) {
        poll.merged.push_back(row.field);
        poll.reading.set(row.field, scaled + row.offset);
    } else if (row.merge == Merge::Sum) {
        poll.reading.set(row.field, before + scaled);
    } else {
        // One of several that mean something only by themselves is unknown.
        const bool isMost = row.merge == Merge::Most;
        poll.reading.set(row.field, isMost ? std::max(before, scaled + row.offset) : std::nan(""));
    }
    if (row.setting)
        poll.reading.settings.insert(QString::fromLatin1(row.setting), settingText(scaled));
}

void FrameAssembly::takeExporter(const MetricSeries &series) {
    Target &target = targetOf(series, false);
    if (series.name == "up") {
        for (const MetricPoint &point : series.points)
            target.polls[point.atMs].up = point.value;
        return;
    }
    if (series.name == "scrape_duration_seconds") {
        for (const MetricPoint &point : series.points)
            target.polls[point.atMs].took = Duration(qint64(std::clamp(point.value * 1000, 0.0, 1e9)));
        return;
    }
    target.kind = kindOfExporterName(series.name);
    if (kindOfUpName(series.name))
        for (const MetricPoint &point : series.points)
            target.polls[point.atMs].serverUp = point.value;
    for (const ExporterNumber &row : exporterNumbers())
        if (fits(row, series))
            for (const MetricPoint &point : series.points)
                merge(row, point.value, target.polls[point.atMs]);
    for (const ExporterText &row : exporterTexts()) {
        const QString value = series.name == row.name ? text(series, row.label) : QString();
        if (value.isEmpty())
            continue;
        for (const MetricPoint &point : series.points) {
            Reading &reading = target.polls[point.atMs].reading;
            if (!row.setting)
                reading.version = versionText(row.kind, value);
            else if (QLatin1String(row.setting) == QLatin1String("identity"))
                reading.identity = value;
            else
                reading.settings.insert(QString::fromLatin1(row.setting), value);
        }
    }
}

// Nullopt when the moment says nothing about the server.
std::optional<Outcome<Reading>> FrameAssembly::outcomeOf(Target &target, qint64 atMs, Poll &poll) {
    for (auto change = target.changes.begin(); change != target.changes.end() && change->first <= atMs;
         change = target.changes.erase(change))
        for (const Change &one : change->second) {
            if (one.what == Change::What::Server) {
                target.text.identity = one.name;
                target.text.version = one.value;
            } else if (one.what == Change::What::Set) {
                target.text.settings.insert(one.name, one.value);
            } else if (target.text.settings.value(one.name) == one.value) {
                target.text.settings.remove(one.name);
            }
        }
    if (poll.up && *poll.up == 0 && target.isOwn)
        return poll.failure.what.isEmpty()
                   ? Failure{FailureKind::NoAnswer, QStringLiteral("it did not answer"), {}}
                   : poll.failure;
    if (poll.up && *poll.up == 0)
        return Failure{FailureKind::NoAnswer, QStringLiteral("its exporter did not answer Prometheus"), {}};
    if (poll.serverUp && *poll.serverUp == 0)
        return Failure{FailureKind::Refused, QStringLiteral("its exporter could not reach the server"), {}};
    Reading reading;
    for (const FieldValue &entry : poll.reading.fields())
        if (std::isfinite(entry.value))
            reading.set(entry.field, target.isOwn ? entry.value : std::max(0.0, entry.value));
    if (reading.fields().empty() && !(target.isOwn && poll.up))
        return std::nullopt;
    const Reading &text = target.isOwn ? target.text : poll.reading;
    reading.identity = text.identity;
    reading.version = text.version;
    reading.settings = text.settings;
    return reading;
}

void FrameAssembly::flush(Target &target, std::vector<Frame> &frames) {
    if (target.isDropped || !target.kind) // it may become known with what comes later
        return;
    if (!target.id)
        target.id = m_endpoints.take(target.stack, target.name, *target.kind, roleOf(*target.kind));
    target.isDropped = !target.id;
    for (auto &[atMs, poll] : target.polls) {
        const Instant at = Instant::fromMs(atMs);
        const std::optional<Outcome<Reading>> outcome = outcomeOf(target, atMs, poll);
        if (!outcome || target.isDropped)
            continue;
        m_endpoints.notePoll(*target.id, at);
        frames.push_back({at, *target.id, poll.took, *outcome});
    }
    target.polls.clear();
}

std::vector<Frame> FrameAssembly::frames() {
    std::vector<Frame> frames;
    // The order of the recorded configuration is the order in which its endpoints were asked at a moment.
    std::vector<Target *> order;
    for (Target &target : m_targets)
        order.push_back(&target);
    const std::optional<Configuration> known = recorded();
    const auto rank = [&known](const Target *target) {
        const auto id = known ? known->endpointNamed(target->name) : std::nullopt;
        return id ? int(*id) : std::numeric_limits<int>::max();
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](const Target *a, const Target *b) { return rank(a) < rank(b); });
    for (Target *target : order)
        flush(*target, frames);
    std::stable_sort(frames.begin(), frames.end(),
                     [](const Frame &a, const Frame &b) { return a.at < b.at; });
    return frames;
}

std::optional<Configuration> FrameAssembly::recorded() const {
    return m_configurations.size() == 1 ? configurationFromJson(*m_configurations.begin()) : std::nullopt;
}

} // namespace spillway

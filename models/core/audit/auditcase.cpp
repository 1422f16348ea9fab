#include "audit/auditcase.h"

#include "format.h"

#include <array>
#include <cmath>

namespace spillway {

namespace {

// "128MB", "8kB", "4gb" as a factor; 1 for a plain number.
std::optional<double> unitFactor(const QString &unit) {
    static constexpr std::array<std::pair<const char *, double>, 7> units{{
        {"", 1},
        {"b", 1},
        {"kb", 1024},
        {"mb", 1048576},
        {"gb", 1073741824},
        {"s", 1},
        {"ms", 0.001},
    }};
    for (const auto &[name, factor] : units)
        if (unit.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return factor;
    return std::nullopt;
}

// Of the whole stretches of that length since the series began.
struct Stretches {
    Instant from;
    std::vector<Column> columns;
};

Stretches stretchesOf(const AuditCase &at, Metric metric, Duration length) {
    const History &history = at.engine.history();
    const Series *found = history.series(at.series(metric));
    if (!found || found->isEmpty())
        return {};
    const Instant from = found->timeOf(found->firstSlot());
    const auto count = (found->timeOf(found->endSlot()) - from) / length;
    return {from, history.window(at.series(metric), from, from + count * length, static_cast<int>(count))};
}

} // namespace

QString AuditCase::subject() const {
    return id ? server().name : engine.configuration().stacks[stack].name;
}

QString AuditCase::setting(const char *name) const {
    return seen().settings().value(QLatin1String(name));
}

std::optional<double> AuditCase::number(const char *name) const {
    const QString text = setting(name).trimmed();
    qsizetype digits = 0;
    while (digits < text.size() && (text[digits].isDigit() || text[digits] == u'.' || text[digits] == u'-'))
        ++digits;
    bool ok = false;
    const double value = text.left(digits).toDouble(&ok);
    const std::optional<double> factor = unitFactor(text.mid(digits).trimmed());
    return ok && factor ? std::optional(value * *factor) : std::nullopt;
}

bool AuditCase::isOff(const char *name) const {
    const QString text = setting(name).toLower();
    return text.isEmpty() || text == u"0" || text == u"off" || text == u"no" || text == u"false";
}

std::optional<double> AuditCase::hitRatio() const {
    const double hits = gained(Field::Hits);
    const double lookups = hits + gained(Field::Misses);
    return lookups > 0 ? std::optional(hits / lookups) : std::nullopt;
}

std::optional<double> AuditCase::turnoverSeconds() const {
    const double evictions = perSecond(Field::Evicted);
    return evictions > 0 ? std::optional(latest(Field::Keys) / evictions) : std::nullopt;
}

SeriesId AuditCase::series(Metric metric) const {
    return {stack, id ? static_cast<qint32>(*id) : SeriesId::WholeStack, metric};
}

std::optional<Stretch> AuditCase::below(Metric metric, double limit, Duration length) const {
    const Stretches all = stretchesOf(*this, metric, length);
    std::optional<Stretch> worst;
    for (size_t i = 0; i < all.columns.size(); ++i) {
        const double top = all.columns[i].max;
        if (!all.columns[i].isEmpty() && top < limit && (!worst || top < worst->worst))
            worst = Stretch{all.from + static_cast<qint64>(i) * length, top};
    }
    return worst;
}

std::optional<Stretch> AuditCase::above(Metric metric, double limit, Duration length) const {
    const Stretches all = stretchesOf(*this, metric, length);
    std::optional<Stretch> worst;
    for (size_t i = 0; i < all.columns.size(); ++i) {
        const double low = all.columns[i].min;
        if (!all.columns[i].isEmpty() && low > limit && (!worst || low > worst->worst))
            worst = Stretch{all.from + static_cast<qint64>(i) * length, low};
    }
    return worst;
}

std::optional<double> AuditCase::usualHitRatio() const {
    const Series *low = engine.history().series({stack, SeriesId::WholeStack, Metric::UsualHitRatioLow});
    const Extremes all = low ? low->extremes(low->firstSlot(), low->endSlot()) : Extremes();
    return all.isEmpty() ? engine.verdict(stack).usualHitRatio : std::optional<double>(all.max);
}

std::vector<Event> AuditCase::changes() const {
    std::vector<Event> found;
    for (const Event &event : engine.timeline())
        if (const auto *change = std::get_if<ConfigEvent>(&event.what);
            change && change->endpoint == server().name)
            found.push_back(event);
    return found;
}

Judgement passed(const QString &observed) {
    return {Ruling::Pass, observed, {}, {}, {}};
}

Judgement failed(const QString &observed, const QStringList &evidence) {
    return {Ruling::Fail, observed, evidence, {}, {}};
}

Judgement notKnown(const QString &why) {
    return {Ruling::Unknown, why, {}, {}, {}};
}

Judgement failedIf(bool isBad, const QString &observed) {
    return isBad ? failed(observed) : passed(observed);
}

QString rateText(double perSecond) {
    return formatValue(Unit::PerSecond, perSecond);
}

} // namespace spillway

#include "audit/figure.h"

#include <algorithm>

namespace spillway {

namespace {

constexpr std::array<const char *, static_cast<size_t>(Rare::Count)> rareNames{
    "errorstat_OOM",         "errorstat_NOAUTH",   "slowlog_len",
    "cmdstat_blocking_usec", "cmdstat_usec",       "expired_time_cap_reached_count",
    "evicted_unfetched",     "evicted_time",       "busiest_class_evictions",
    "busiest_class_pages",   "slabs_moved",        "store_too_large",
    "listen_disabled_num",   "Aborted_connects",   "Innodb_buffer_pool_pages_free",
    "Qcache_hits",           "Qcache_inserts",     "Qcache_lowmem_prunes",
    "top_statement_share",   "top_statement_rows",
};

std::optional<Rare> rareNamed(QLatin1String name) {
    const auto found = std::find_if(rareNames.begin(), rareNames.end(),
                                    [name](const char *rare) { return name == QLatin1String(rare); });
    if (found == rareNames.end())
        return std::nullopt;
    return static_cast<Rare>(found - rareNames.begin());
}

std::array<Figure, Figure::fields> figuresOfFields() {
    std::array<Figure, Figure::fields> figures{[]<size_t... i>(std::index_sequence<i...>){
        return std::array<Figure, Figure::fields>{Figure(static_cast<Field>(i))...};
}
(std::make_index_sequence<Figure::fields>())
}; // namespace
for (Figure &figure : figures)
    if (const auto rare = rareNamed(figure.name()))
        figure = *rare;
return figures;
} // namespace spillway

} // namespace

QLatin1String Figure::name() const {
    return m_index < fields ? fieldInfo(static_cast<Field>(m_index)).name
                            : QLatin1String(rareNames[m_index - fields]);
}

std::optional<Figure> Figure::named(QLatin1String name) {
    if (const auto rare = rareNamed(name))
        return Figure(*rare);
    const auto field = fieldFromName(name);
    return field ? std::optional(Figure(*field)) : std::nullopt;
}

Figure Figure::of(Field field) {
    static const std::array<Figure, fields> figures = figuresOfFields();
    return figures[static_cast<size_t>(field)];
}

} // namespace spillway

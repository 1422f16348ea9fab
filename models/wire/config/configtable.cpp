#include "config/configtable.h"

#include "nearest.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr qsizetype longestName = 100;

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool isControl(QChar c) {
    return c.unicode() < 0x20 || c.unicode() == 0x7f;
}

// A key in quotes may hold anything, a line feed included.
QString shown(QString name) {
    std::replace_if(name.begin(), name.end(), isControl, QChar(u'?'));
    return name.left(longestName);
}

QString quoted(const char *key) {
    return QStringLiteral("'%1'").arg(QLatin1String(key));
}

// toml++ names its types for C++ programmers.
QString typeName(const toml::node &node) {
    switch (node.type()) {
    case toml::node_type::table:
        return QStringLiteral("a table");
    case toml::node_type::array:
        return QStringLiteral("a list");
    case toml::node_type::string:
        return QStringLiteral("a text");
    case toml::node_type::integer:
    case toml::node_type::floating_point:
        return QStringLiteral("a number");
    case toml::node_type::boolean:
        return QStringLiteral("true or false");
    default:
        return QStringLiteral("a date");
    }
}

} // namespace

void ConfigReport::error(const toml::source_region &at, const QString &what, const QString &remedy) {
    m_errors.push_back(problem(at, what, remedy));
}

void ConfigReport::warning(const toml::source_region &at, const QString &what, const QString &remedy) {
    m_warnings.push_back(problem(at, what, remedy));
}

ConfigProblem ConfigReport::problem(const toml::source_region &at, const QString &what,
                                    const QString &remedy) const {
    return {m_file, static_cast<int>(at.begin.line), static_cast<int>(at.begin.column), what, remedy};
}

LoadedConfiguration ConfigReport::result(Configuration configuration) && {
    const auto isBefore = [](const ConfigProblem &a, const ConfigProblem &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    };
    std::stable_sort(m_errors.begin(), m_errors.end(), isBefore);
    std::stable_sort(m_warnings.begin(), m_warnings.end(), isBefore);
    LoadedConfiguration loaded{std::nullopt, std::move(m_errors), std::move(m_warnings), {}};
    if (loaded.problems.empty())
        loaded.configuration = std::move(configuration);
    return loaded;
}

ConfigTable::ConfigTable(const toml::table &table, QString title, ConfigReport &report)
    : m_table(&table)
    , m_title(std::move(title))
    , m_report(&report) {}

const toml::node *ConfigTable::find(const char *key) {
    const QString name = QLatin1String(key);
    if (!m_known.contains(name))
        m_known << name;
    return m_table->get(key);
}

std::optional<QString> ConfigTable::text(const char *key) {
    const toml::node *node = find(key);
    if (!node)
        return std::nullopt;
    if (const auto value = node->value_exact<std::string_view>())
        return fromView(*value);
    wrongType(key, QStringLiteral("a text in quotes"),
              QStringLiteral("%1 = \"...\"").arg(QLatin1String(key)));
    return std::nullopt;
}

std::optional<QString> ConfigTable::requiredText(const char *key, const QString &example) {
    if (!has(key)) {
        error(QStringLiteral("%1 without %2").arg(m_title, quoted(key)), QStringLiteral("add ") + example);
        return std::nullopt;
    }
    return text(key);
}

std::optional<QString> ConfigTable::name(const char *key) {
    std::optional<QString> name = requiredText(key, QStringLiteral("%1 = \"...\"").arg(QLatin1String(key)));
    if (!name)
        return std::nullopt;
    const bool isFit = !name->trimmed().isEmpty() && name->size() <= longestName &&
                       std::none_of(name->begin(), name->end(), isControl);
    if (isFit)
        return name;
    errorAt(key, QStringLiteral("%1 is empty, too long or has a control character").arg(quoted(key)),
            QStringLiteral("use 1 to %1 printable characters").arg(longestName));
    return std::nullopt;
}

std::optional<double> ConfigTable::number(const char *key) {
    const toml::node *node = find(key);
    if (!node)
        return std::nullopt;
    const std::optional<double> value = node->is_number() ? node->value<double>() : std::nullopt;
    if (value && std::isfinite(*value))
        return value;
    if (value)
        errorAt(key, QStringLiteral("%1 is not finite").arg(quoted(key)), QStringLiteral("write a number"));
    else
        wrongType(key, QStringLiteral("a number"), QStringLiteral("%1 = 0.8").arg(QLatin1String(key)));
    return std::nullopt;
}

std::optional<bool> ConfigTable::flag(const char *key) {
    const toml::node *node = find(key);
    if (!node)
        return std::nullopt;
    if (const auto value = node->value_exact<bool>())
        return value;
    wrongType(key, QStringLiteral("true or false"), QStringLiteral("%1 = true").arg(QLatin1String(key)));
    return std::nullopt;
}

std::optional<Duration> ConfigTable::duration(const char *key, Duration atLeast) {
    const std::optional<QString> written = text(key);
    if (!written)
        return std::nullopt;
    const std::optional<Duration> value = parseDuration(*written);
    if (!value)
        errorAt(
            key, QStringLiteral("%1 is not a duration").arg(quoted(key)),
            QStringLiteral("write a positive number and its unit, \"500ms\", \"30s\", \"15m\" or \"24h\""));
    else if (*value < atLeast)
        errorAt(key, QStringLiteral("%1 is too short").arg(quoted(key)),
                QStringLiteral("use at least \"%1ms\"").arg(atLeast.count()));
    else
        return value;
    return std::nullopt;
}

QStringList ConfigTable::texts(const char *key) {
    const toml::node *node = find(key);
    if (!node)
        return {};
    QStringList values;
    const toml::array *list = node->as_array();
    if (list)
        for (const toml::node &item : *list)
            if (const auto value = item.value_exact<std::string_view>())
                values << fromView(*value);
    if (!list || list->empty() || values.size() != static_cast<qsizetype>(list->size())) {
        wrongType(key, QStringLiteral("a list of texts"),
                  QStringLiteral("%1 = [\"...\", \"...\"]").arg(QLatin1String(key)));
        return {};
    }
    return values;
}

std::vector<ConfigTable> ConfigTable::tables(const char *key, const QString &title) {
    const toml::node *node = find(key);
    std::vector<ConfigTable> found;
    if (!node)
        return found;
    const toml::array *list = node->as_array();
    if (list)
        for (const toml::node &item : *list)
            if (const toml::table *table = item.as_table())
                found.emplace_back(*table, title, *m_report);
    if (!list || list->empty() || found.size() != list->size())
        wrongType(key, QStringLiteral("a list of tables"), title);
    return found;
}

void ConfigTable::wrongType(const char *key, const QString &wanted, const QString &example) {
    errorAt(key, QStringLiteral("%1 is %2, not %3").arg(quoted(key), typeName(*m_table->get(key)), wanted),
            QStringLiteral("write ") + example);
}

void ConfigTable::error(const QString &what, const QString &remedy) {
    m_report->error(m_table->source(), what, remedy);
}

void ConfigTable::errorAt(const char *key, const QString &what, const QString &remedy) {
    m_report->error(placeOf(key), what, remedy);
}

void ConfigTable::warningAt(const char *key, const QString &what, const QString &remedy) {
    m_report->warning(placeOf(key), what, remedy);
}

const toml::source_region &ConfigTable::placeOf(const char *key) const {
    const toml::node *node = m_table->get(key);
    return node ? node->source() : m_table->source();
}

int ConfigTable::lineOf(const char *key) const {
    return static_cast<int>(placeOf(key).begin.line);
}

void ConfigTable::refuseUnknownKeys() {
    for (const auto &[key, node] : *m_table) {
        const QString name = fromView(key.str());
        if (m_known.contains(name))
            continue;
        m_report->error(key.source(),
                        QStringLiteral("unknown key '%1' in %2").arg(shown(name), m_title) +
                            didYouMean(name, m_known),
                        QStringLiteral("known are ") + m_known.join(QStringLiteral(", ")));
    }
}

} // namespace spillway

#include "configfile.h"

#include "config/configtable.h"
#include "config/deliveryfile.h"
#include "config/expectationfile.h"
#include "config/rulefile.h"
#include "config/silencefile.h"
#include "config/stackfile.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <array>

namespace spillway {

namespace {

constexpr qint64 largestFile = 8 * 1024 * 1024;

struct SyntaxRemedy {
    const char *sign; // part of toml++'s description
    const char *remedy;
};

constexpr std::array<SyntaxRemedy, 9> syntaxRemedies{{
    {"cannot redefine", "keep one of the two"},
    {"could not determine value type", "put text in quotes, name = \"checkout\""},
    {"key-value pair: encountered end-of-file", "write a value after the '='"},
    {"encountered end-of-file", "close the quote or bracket that is open"},
    {"expected '='", "write key = value"},
    {"escape", "write a backslash as \\\\, or use single quotes"},
    {"utf-8", "save the file as UTF-8"},
    {"table header", "write [[stack]], [[stack.cache]], [[stack.database]] or [[rule]]"},
    {"digit", "put durations in quotes, every = \"1s\""},
}};

QString syntaxRemedy(const QString &description) {
    for (const SyntaxRemedy &entry : syntaxRemedies)
        if (description.contains(QLatin1String(entry.sign), Qt::CaseInsensitive))
            return QLatin1String(entry.remedy);
    return QStringLiteral("correct the TOML syntax here, https://toml.io");
}

// "Error while parsing value: could not determine value type" -> "could not determine value type (value)"
QString syntaxError(const QString &description) {
    static const QRegularExpression form(QStringLiteral("^Error while parsing ([^:]+): (.*)$"),
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(description);
    return match.hasMatch() ? QStringLiteral("%2 (%1)").arg(match.captured(1), match.captured(2))
                            : description;
}

// The only place that sees exceptions of toml++; it stops at the first error of syntax.
std::optional<toml::table> parseToml(const QByteArray &bytes, ConfigReport &report) {
    try {
        return toml::parse(std::string_view(bytes.constData(), static_cast<size_t>(bytes.size())));
    } catch (const toml::parse_error &error) {
        const std::string_view text = error.description();
        const QString description = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        report.error(error.source(), syntaxError(description), syntaxRemedy(description));
        return std::nullopt;
    }
}

// Reads the file and gives its bytes to `parse`; one that cannot be read is the only problem of `Loaded`.
template <class Loaded, class Parse> Loaded load(const QString &path, Parse parse) {
    const auto unreadable = [](const QString &file, const QString &what, const QString &remedy) {
        Loaded loaded;
        loaded.problems = {ConfigProblem{file, 0, 0, what, remedy}};
        return loaded;
    };
    QFile file(path);
    if (QFileInfo(path).isDir())
        return unreadable(path, QStringLiteral("this is a folder"),
                          QStringLiteral("name a configuration file"));
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, QStringLiteral("cannot be opened: ") + file.errorString(),
                          QStringLiteral("name a configuration file that you may read"));
    const QByteArray bytes = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(path, QStringLiteral("cannot be read: ") + file.errorString(),
                          QStringLiteral("name a configuration file that you may read"));
    if (bytes.size() > largestFile)
        return unreadable(path, QStringLiteral("is larger than 8 MiB"),
                          QStringLiteral("this is hardly a configuration; name another file"));
    return parse(bytes);
}

} // namespace

QString ConfigProblem::text() const {
    const QString place =
        line > 0 ? QStringLiteral("%1:%2:%3").arg(file, QString::number(line), QString::number(column))
                 : file;
    return remedy.isEmpty() ? QStringLiteral("%1: %2").arg(place, what)
                            : QStringLiteral("%1: %2; %3").arg(place, what, remedy);
}

LoadedConfiguration parseConfiguration(const QByteArray &bytes, const QString &file) {
    ConfigReport report(file);
    const std::optional<toml::table> toml = parseToml(bytes, report);
    if (!toml)
        return std::move(report).result({});
    Configuration configuration;
    ConfigTable root(*toml, QStringLiteral("the file"), report);
    configuration.every = root.duration("every", 250ms).value_or(configuration.every);
    readStacks(root, QFileInfo(file).absolutePath(), configuration);
    configuration.rules = readRules(root, configuration);
    if (configuration.rules.empty())
        configuration.rules = builtInRules();
    configuration.silences = readSilences(root, configuration);
    Deliveries deliveries = readDeliveries(root, QFileInfo(file).absolutePath());
    root.refuseUnknownKeys();
    LoadedConfiguration loaded = std::move(report).result(std::move(configuration));
    loaded.deliveries = std::move(deliveries);
    return loaded;
}

LoadedConfiguration parseRules(const QByteArray &bytes, const QString &file, Configuration base) {
    ConfigReport report(file);
    const std::optional<toml::table> toml = parseToml(bytes, report);
    if (!toml)
        return std::move(report).result({});
    // A whole configuration serves as well; only its rules count.
    ConfigTable root(*toml, QStringLiteral("the file"), report);
    for (const char *other : {"every", "stack", "silence", "deliver", "heartbeat"})
        root.ignore(other);
    base.rules = readRules(root, base);
    root.refuseUnknownKeys();
    if (!root.has("rule"))
        root.error(QStringLiteral("no rule"),
                   QStringLiteral("add [[rule]] with alert, metric and below or above"));
    return std::move(report).result(std::move(base));
}

LoadedConfiguration loadConfiguration(const QString &path) {
    return load<LoadedConfiguration>(
        path, [&](const QByteArray &bytes) { return parseConfiguration(bytes, path); });
}

LoadedConfiguration loadRules(const QString &path, Configuration base) {
    return load<LoadedConfiguration>(
        path, [&](const QByteArray &bytes) { return parseRules(bytes, path, std::move(base)); });
}

LoadedExpectations parseExpectations(const QByteArray &bytes, const QString &file) {
    ConfigReport report(file);
    std::vector<Expectation> expectations;
    if (const std::optional<toml::table> toml = parseToml(bytes, report)) {
        ConfigTable root(*toml, QStringLiteral("the file"), report);
        expectations = readExpectations(root, file);
        root.refuseUnknownKeys();
    }
    std::vector<ConfigProblem> problems = std::move(report).result({}).problems;
    if (!problems.empty())
        expectations.clear();
    return {std::move(expectations), std::move(problems)};
}

LoadedExpectations loadExpectations(const QString &path) {
    return load<LoadedExpectations>(path,
                                    [&](const QByteArray &bytes) { return parseExpectations(bytes, path); });
}

} // namespace spillway

#include "exchange/metricline.h"

#include <QLocale>
#include <QUtf8StringView>

#include <array>
#include <cmath>
#include <limits>

namespace spillway {

namespace {

constexpr size_t mostLabels = 64;
// Beyond it a moment lies after the year 5138: those are milliseconds, of the older text format.
constexpr double latestSeconds = 1e11;

Failure refused(const QString &what, const QString &remedy = QString()) {
    return {FailureKind::Protocol, what, remedy};
}

bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

bool isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
}

qsizetype nameLength(QByteArrayView text) {
    if (text.isEmpty() || !isNameStart(text.front()))
        return 0;
    return std::find_if_not(text.begin(), text.end(), isNamePart) - text.begin();
}

// Length of the quoted value at the beginning, quotes included; 0 when it does not end or has a bad escape.
qsizetype quotedLength(QByteArrayView text) {
    if (!text.startsWith('"'))
        return 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == '"')
            return i + 1;
        if (text[i] == '\\') {
            ++i;
            if (i >= text.size() || (text[i] != '\\' && text[i] != '"' && text[i] != 'n'))
                return 0;
        }
    }
    return 0;
}

QByteArray unescaped(QByteArrayView quoted) {
    QByteArray text;
    for (qsizetype i = 1; i + 1 < quoted.size(); ++i) {
        if (quoted[i] == '\\')
            text += quoted[++i] == 'n' ? '\n' : quoted[i];
        else
            text += quoted[i];
    }
    return text;
}

// Length of "name{...}" and, if asked, its labels.
Outcome<qsizetype> readHead(QByteArrayView line, MetricSeries *series) {
    qsizetype at = nameLength(line);
    if (at == 0)
        return refused(QStringLiteral("a name of letters, digits, '_' and ':' is missing"));
    if (series)
        series->name = line.first(at).toByteArray();
    if (at >= line.size() || line[at] != '{')
        return at;
    ++at;
    for (size_t count = 0; at < line.size() && line[at] != '}'; ++count) {
        const qsizetype length = nameLength(line.sliced(at));
        if (length == 0 || count >= mostLabels)
            return refused(count >= mostLabels ? QStringLiteral("more than %1 labels").arg(mostLabels)
                                               : QStringLiteral("the name of a label is missing"));
        const QByteArrayView name = line.sliced(at, length);
        at += length;
        if (at >= line.size() || line[at] != '=')
            return refused(QStringLiteral("a '=' after the name of a label is missing"));
        ++at;
        const qsizetype quoted = quotedLength(line.sliced(at));
        if (quoted == 0)
            return refused(QStringLiteral("the value of a label does not end, or has a bad escape"),
                           QStringLiteral("only \\\\, \\\" and \\n are escapes"));
        if (series) {
            if (series->has(name))
                return refused(QStringLiteral("the same label stands twice"));
            series->labels.emplace_back(name.toByteArray(), unescaped(line.sliced(at, quoted)));
        }
        at += quoted;
        if (at < line.size() && line[at] == ',')
            ++at;
        else if (at >= line.size() || line[at] != '}')
            return refused(QStringLiteral("a ',' or '}' after a label is missing"));
    }
    if (at >= line.size())
        return refused(QStringLiteral("the labels do not end"));
    return at + 1;
}

Outcome<MetricLine> readType(QByteArrayView rest) {
    static constexpr std::array<std::pair<const char *, MetricType>, 9> names{{
        {"counter", MetricType::Counter},
        {"gauge", MetricType::Gauge},
        {"info", MetricType::Info},
        {"stateset", MetricType::StateSet},
        {"histogram", MetricType::Histogram},
        {"gaugehistogram", MetricType::GaugeHistogram},
        {"summary", MetricType::Summary},
        {"unknown", MetricType::Unknown},
        {"untyped", MetricType::Unknown}, // as the older text format says it
    }};
    const qsizetype length = nameLength(rest);
    const QByteArrayView word = length > 0 && length < rest.size() && rest[length] == ' '
                                    ? rest.sliced(length + 1)
                                    : QByteArrayView();
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto &entry) { return word == entry.first; });
    if (found == names.end())
        return refused(QStringLiteral("TYPE wants a name and a known type"),
                       QStringLiteral("such as counter, gauge or info"));
    MetricLine line;
    line.kind = MetricLine::Kind::Type;
    line.family = rest.first(length).toByteArray();
    line.type = found->second;
    return line;
}

Outcome<MetricLine> readComment(QByteArrayView line) {
    MetricLine read;
    if (line == "# EOF") {
        read.kind = MetricLine::Kind::End;
        return read;
    }
    if (line.startsWith("# TYPE "))
        return readType(line.sliced(7));
    if (line.startsWith("# HELP ") || line.startsWith("# UNIT "))
        return nameLength(line.sliced(7)) > 0 ? Outcome<MetricLine>(read)
                                              : refused(QStringLiteral("HELP and UNIT want a name"));
    return refused(QStringLiteral("a comment that is not HELP, TYPE, UNIT or EOF"));
}

} // namespace

std::optional<double> metricNumber(QByteArrayView text) {
    const QByteArray lower = text.size() <= 40 ? text.toByteArray().toLower() : QByteArray();
    if (lower == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    if (lower == "+inf" || lower == "inf" || lower == "+infinity" || lower == "infinity")
        return std::numeric_limits<double>::infinity();
    if (lower == "-inf" || lower == "-infinity")
        return -std::numeric_limits<double>::infinity();
    const auto isOfNumber = [](char c) {
        return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e';
    };
    if (lower.isEmpty() || !std::all_of(lower.begin(), lower.end(), isOfNumber))
        return std::nullopt;
    bool ok = false;
    const double number = lower.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

QByteArray metricText(double value) {
    if (std::isnan(value))
        return QByteArrayLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QByteArrayLiteral("+Inf") : QByteArrayLiteral("-Inf");
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

QByteArray metricHead(const QByteArray &name, const MetricLabels &labels) {
    QByteArray head = name;
    char before = '{';
    for (const auto &[label, value] : labels) {
        QByteArray escaped = value;
        escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        head += before + label + "=\"" + escaped + '"';
        before = ',';
    }
    return labels.empty() ? head : head + '}';
}

Outcome<MetricLine> parseMetricLine(QByteArrayView line) {
    if (line.startsWith('#'))
        return readComment(line);
    if (line.isEmpty())
        return refused(QStringLiteral("an empty line"));
    const Outcome<qsizetype> head = readHead(line, nullptr);
    if (!head)
        return head.failure();
    QByteArrayView rest = line.sliced(*head);
    if (!rest.startsWith(' '))
        return refused(QStringLiteral("a blank and a number after the name are missing"));
    rest = rest.sliced(1);
    const qsizetype blank = rest.indexOf(' ');
    const std::optional<double> value = metricNumber(blank < 0 ? rest : rest.first(blank));
    if (!value)
        return refused(QStringLiteral("the value is not a number"));
    MetricLine read;
    read.kind = MetricLine::Kind::Sample;
    read.sample = {line.first(*head), *value, std::nullopt};
    if (blank < 0)
        return read;
    rest = rest.sliced(blank + 1);
    if (rest.startsWith("# ")) // an example, which says nothing here
        return read;
    const qsizetype end = rest.indexOf(' ');
    if (end >= 0 && !rest.sliced(end).startsWith(" # "))
        return refused(QStringLiteral("something stands after the time"));
    const std::optional<double> seconds = metricNumber(end < 0 ? rest : rest.first(end));
    if (!seconds || !std::isfinite(*seconds))
        return refused(QStringLiteral("the time is not a number of seconds"));
    if (std::abs(*seconds) > latestSeconds)
        return refused(QStringLiteral("the time lies beyond the year 5000"),
                       QStringLiteral("OpenMetrics counts seconds, not milliseconds"));
    read.sample.atMs = std::llround(*seconds * 1000);
    return read;
}

Outcome<MetricSeries> parseMetricHead(QByteArrayView head) {
    if (!QUtf8StringView(head.data(), head.size()).isValidUtf8())
        return refused(QStringLiteral("the labels are not UTF-8"));
    MetricSeries series;
    const Outcome<qsizetype> length = readHead(head, &series);
    if (!length)
        return length.failure();
    return series;
}

} // namespace spillway

// Ten rules over a day of ten endpoints, polled each second: `backtest`, which derives, judges with the
// candidate and with the recorded rules and diagnoses as well, beside `promtool test rules`, which gets only
// the series that the rules read, as numbers in text. The number of seconds that each rule fired for each
// stack is what promtool is told to expect, so that it says itself whether both agree.
//   ./dev bench
// SPILLWAY_BENCH_STACKS (5) and SPILLWAY_BENCH_HOURS (24) make it smaller.

#include "backtest.h"
#include "longrecording.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <map>

using namespace spillway;

namespace {

struct Pair {
    Rule rule;
    const char *expression; // the same in PromQL, on a grid of one second
};

Rule ruleOf(const char *name, Metric metric, Comparison comparison, double threshold, Duration hold,
            Duration window = 10s) {
    Rule rule;
    rule.name = QLatin1String(name);
    rule.metric = metric;
    rule.comparison = comparison;
    rule.threshold = threshold;
    rule.hold = hold;
    rule.window = window;
    return rule;
}

std::vector<Pair> pairs() {
    using enum Metric;
    using enum Comparison;
    return {
        {ruleOf("R0", HitRatio, Below, 0.8, 30s),
         "(hits-hits offset 10s)/((hits-hits offset 10s)+(misses-misses offset 10s)) < 0.8"},
        {ruleOf("R1", HitRatio, Below, 0.6, 5s, 5s),
         "(hits-hits offset 5s)/((hits-hits offset 5s)+(misses-misses offset 5s)) < 0.6"},
        {ruleOf("R2", Lookups, Above, 1400, 30s),
         "((hits-hits offset 10s)+(misses-misses offset 10s))/10 > 1400"},
        {ruleOf("R3", Misses, Above, 250, 30s), "(misses-misses offset 10s)/10 > 250"},
        {ruleOf("R4", Hits, Below, 800, 60s), "(hits-hits offset 10s)/10 < 800"},
        {ruleOf("R5", Expiries, Above, 60, 10s), "(expired-expired offset 10s)/10 > 60"},
        {ruleOf("R6", Statements, Above, 400, 60s), "(commits-commits offset 10s)/10 > 400"},
        {ruleOf("R7", Connections, Above, 30, 60s), "avg_over_time(connections[9s]) > 30"},
        {ruleOf("R8", Keys, Below, 100'000, 60s), "avg_over_time(keys[9s]) < 100000"},
        {ruleOf("R9", CacheClients, Above, 60, 2min), "avg_over_time(clients[9s]) > 60"},
    };
}

const std::map<Field, const char *> &readFields() {
    static const std::map<Field, const char *> fields{
        {Field::Hits, "hits"},       {Field::Misses, "misses"},           {Field::Expired, "expired"},
        {Field::Commits, "commits"}, {Field::Connections, "connections"}, {Field::Keys, "keys"},
        {Field::Clients, "clients"},
    };
    return fields;
}

double cpuOf(int who) {
    struct rusage usage {};
    getrusage(who, &usage);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int sizeFrom(const char *variable, int usual) {
    const int set = qEnvironmentVariableIntValue(variable);
    return set > 0 ? set : usual;
}

struct Series {
    EndpointId endpoint;
    Field field;
    friend auto operator<=>(const Series &, const Series &) = default;
};

// The frames on a grid of whole seconds, and the numbers as promtool reads them.
class Source {
public:
    Source(int stacks, int hours)
        : m_simulation(run(stacks, hours)) {}
    const Configuration &configuration() const { return m_simulation.configuration(); }
    std::optional<Frame> next() {
        auto frame = m_simulation.next();
        if (!frame)
            return frame;
        const auto id = frame->endpoint;
        frame->at = longRunStart() + m_polls[id]++ * 1s;
        if (frame->outcome.ok())
            for (const auto &[field, value] : frame->outcome.value().fields()) {
                ++samples;
                if (readFields().contains(field))
                    texts[{id, field}] += QByteArray::number(value, 'g', 17) + ' ';
            }
        return frame;
    }
    std::map<Series, QByteArray> texts;
    double samples = 0;

private:
    static Simulation run(int stacks, int hours) {
        std::vector<StackTraits> traits;
        for (int i = 0; i < stacks; ++i) {
            traits.push_back(longRunStack(1));
            traits.back().name = QStringLiteral("stack-%1").arg(i);
        }
        return Simulation(traits, longRunStart(), longRunStart() + hours * 1h, 5);
    }
    Simulation m_simulation;
    std::map<EndpointId, int> m_polls;
};

constexpr qint64 stretch = 7200; // promtool refuses a query that loads more than 10 000 samples

// Of the seconds [from, from + stretch) since the start.
qint64 firingSeconds(const std::vector<Firing> &firings, Instant end, qint64 from) {
    qint64 seconds = 0;
    for (const Firing &firing : firings) {
        const qint64 begin = (firing.from - longRunStart()) / 1s;
        const qint64 stop = (firing.to.value_or(end + 1s) - longRunStart()) / 1s;
        seconds += std::max<qint64>(std::min(stop, from + stretch) - std::max(begin, from), 0);
    }
    return seconds;
}

bool writeRules(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("groups:\n- name: bench\n  interval: 1s\n  rules:\n");
    for (const auto &[rule, expression] : pairs())
        file.write("  - alert: " + rule.name.toUtf8() + "\n    expr: " + expression +
                   "\n    for: " + QByteArray::number(qint64(rule.hold / 1s)) + "s\n");
    return true;
}

bool writeTest(const QString &path, const Source &source, const Backtest &ours) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("rule_files: [rules.yml]\nevaluation_interval: 1s\ntests:\n- interval: 1s\n  input_series:\n");
    for (const auto &[series, values] : source.texts) {
        const Endpoint &endpoint = source.configuration().endpoints[series.endpoint];
        const QByteArray stack = source.configuration().stacks[endpoint.stack].name.toUtf8();
        file.write("  - series: '" + QByteArray(readFields().at(series.field)) + "{stack=\"" + stack +
                   "\"}'\n    values: '" + values.trimmed() + "'\n");
    }
    const qint64 seconds = (ours.end - longRunStart()) / 1s + 1;
    file.write("  promql_expr_test:\n");
    for (const BacktestRow &row : ours.rows)
        for (qint64 from = 0; from + stretch <= seconds; from += stretch) {
            const qint64 firing = firingSeconds(row.candidate, ours.end, from);
            file.write(
                "  - expr: sum(count_over_time(ALERTS{alertstate=\"firing\",alertname=\"" +
                row.rule.toUtf8() + "\",stack=\"" + row.stack.toUtf8() + "\"}[" +
                QByteArray::number(stretch - 1) +
                "s]))\n    eval_time: " + QByteArray::number(from + stretch - 1) + "s\n    exp_samples:" +
                (firing == 0 ? QByteArray(" []\n") : "\n    - value: " + QByteArray::number(firing) + '\n'));
        }
    return true;
}

} // namespace

int main() {
    const QTemporaryDir folder;
    const QString recording = folder.filePath(QStringLiteral("day.spill"));
    Source source(sizeFrom("SPILLWAY_BENCH_STACKS", 5), sizeFrom("SPILLWAY_BENCH_HOURS", 24));
    if (const auto failure = writeBlocks(recording, source.configuration(), [&] { return source.next(); }))
        return std::fprintf(stderr, "%s\n", qPrintable(failure->what)), 1;
    Configuration candidate = source.configuration();
    candidate.rules.clear();
    for (const Pair &pair : pairs())
        candidate.rules.push_back(pair.rule);

    double before = cpuOf(RUSAGE_SELF);
    const auto ours = backtest(recording, candidate);
    const double cpu = cpuOf(RUSAGE_SELF) - before;
    if (!ours)
        return 1;
    qint64 firings = 0;
    for (const BacktestRow &row : ours.value().rows)
        firings += static_cast<qint64>(row.candidate.size());
    std::printf("%zu endpoints, %.1f M samples, %zu rules and stacks, %lld firings\n",
                candidate.endpoints.size(), source.samples / 1e6, ours.value().rows.size(),
                static_cast<long long>(firings));
    std::printf("spillway backtest     %8.2f s CPU (%.2f M samples per CPU-s)\n", cpu,
                source.samples / cpu / 1e6);
    std::fflush(stdout);

    if (!writeRules(folder.filePath(QStringLiteral("rules.yml"))) ||
        !writeTest(folder.filePath(QStringLiteral("test.yml")), source, ours.value()))
        return 1;
    QProcess promtool;
    promtool.setWorkingDirectory(folder.path());
    promtool.setProcessChannelMode(QProcess::MergedChannels);
    before = cpuOf(RUSAGE_CHILDREN);
    promtool.start(QStringLiteral("promtool"),
                   {QStringLiteral("test"), QStringLiteral("rules"), QStringLiteral("test.yml")});
    promtool.waitForFinished(-1);
    const double theirs = cpuOf(RUSAGE_CHILDREN) - before;
    const QByteArray said = promtool.readAll();
    std::printf("promtool test rules   %8.2f s CPU (%.0fx); firing seconds of all rules and stacks: %s\n",
                theirs, theirs / cpu, promtool.exitCode() == 0 ? "the same" : "not the same");
    if (promtool.exitCode() != 0)
        std::printf("%s\n", said.left(4000).constData());
    return 0;
}

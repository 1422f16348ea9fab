#include "importserver.h"

#include "clock.h"
#include "exchange/frameassembly.h"
#include "exchange/prometheusanswer.h"
#include "progress.h"
#include "prometheusquery.h"
#include "terminal.h"

#include <QDir>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace spillway {

namespace {

constexpr Duration wholePiece = 10min;
constexpr Duration leastPiece = 1s;
constexpr Duration patience = 60s; // for one answer
constexpr Duration look = 100ms;   // at the signals

Failure wrong(const QString &what, const QString &remedy = {}) {
    return {FailureKind::Configuration, what, remedy};
}

Outcome<SecretSource> secretOf(const QCommandLineParser &line, const PrometheusUrl &url) {
    const QString variable = line.value(QStringLiteral("password-env"));
    const QString file = line.value(QStringLiteral("password-file"));
    if (int(url.password.has_value()) + int(!variable.isEmpty()) + int(!file.isEmpty()) > 1)
        return wrong(QStringLiteral("a second place for the password"),
                     QStringLiteral("keep one of the URL, --password-env, --password-file"));
    if (url.password)
        return SecretSource(InlineSecret{*url.password});
    if (!variable.isEmpty())
        return SecretSource(EnvironmentSecret{variable});
    return file.isEmpty() ? SecretSource(NoSecret{})
                          : SecretSource(FileSecret{QDir::current().absoluteFilePath(file)});
}

// Waits for one answer; a time-out and a signal end it.
Outcome<PrometheusReply> await(PrometheusQuery &query, const QByteArray &question, Instant at,
                               const bool &isStopped) {
    QEventLoop loop;
    Outcome<PrometheusReply> result =
        Failure{FailureKind::NoAnswer, QStringLiteral("no answer within %1 s").arg(patience / 1s), {}};
    const auto connection = QObject::connect(&query, &PrometheusQuery::answered, &loop,
                                             [&](const Outcome<PrometheusReply> &reply) {
                                                 result = reply;
                                                 loop.quit();
                                             });
    QTimer deadline;
    QObject::connect(&deadline, &QTimer::timeout, &loop, &QEventLoop::quit);
    deadline.start(patience);
    QTimer looking;
    QObject::connect(&looking, &QTimer::timeout, &loop, [&] {
        if (isStopped)
            loop.quit();
    });
    looking.start(look);
    query.ask(question, at);
    loop.exec();
    QObject::disconnect(connection);
    query.abort();
    return result;
}

// A server refuses what would take it too much memory, and we what would take us too much.
bool mayFitWhenSmaller(const Failure &failure) {
    return failure.kind == FailureKind::Full || failure.what.contains(QLatin1String("too many samples"));
}

// Of ( from, to ]: at the edges a server may give a sample twice, depending on its version.
void cut(std::vector<MetricSeries> &series, Instant from, Instant to) {
    for (MetricSeries &one : series)
        std::erase_if(one.points, [&](const MetricPoint &point) {
            return point.atMs <= from.ms() || point.atMs > to.ms();
        });
}

} // namespace

QString serverName(const QString &url) {
    const Outcome<PrometheusUrl> parsed = parsePrometheusUrl(url);
    return parsed ? parsed->address.display() : QStringLiteral("the URL");
}

Outcome<Imported> importServer(const QCommandLineParser &line, const ImportSpan &span, const QString &stack,
                               const bool &isStopped) {
    const Outcome<PrometheusUrl> url = parsePrometheusUrl(line.positionalArguments().value(0));
    if (!url)
        return url.failure();
    const Outcome<SecretSource> secret = secretOf(line, *url);
    if (!secret)
        return secret.failure();
    if (url->password)
        printError(
            QStringLiteral("the URL holds a password in plain text; use --password-env or --password-file"));
    if (!span.from)
        return wrong(QStringLiteral("--from is missing"),
                     QStringLiteral("a server keeps weeks; say which stretch is meant, --from now-2h"));
    const Instant end = span.to.value_or(SystemClock().now());
    const QStringList matches = url->matches.isEmpty() ? QStringList{QStringLiteral("{}")} : url->matches;

    PrometheusQuery query(url->address, url->path, *secret);
    FrameAssembly assembly(stack);
    Imported imported;
    Progress progress(*span.from, end);
    Duration piece = wholePiece;
    Instant begin = *span.from - Duration(1); // what was scraped at that very moment belongs to it
    while (begin < end && !isStopped) {
        const Instant until = std::min(begin + piece, end);
        std::optional<Failure> failure;
        std::vector<MetricSeries> all;
        for (const QString &match : matches) {
            const auto reply = await(query, rangeQuery(match, url->kind, until - begin), until, isStopped);
            if (isStopped)
                return imported;
            auto series = reply ? readPrometheusAnswer(reply->body)
                                : Outcome<std::vector<MetricSeries>>(reply.failure());
            if (!series) {
                failure = series.failure();
                break;
            }
            std::vector<MetricSeries> some = std::move(series).value();
            std::move(some.begin(), some.end(), std::back_inserter(all));
        }
        if (failure && mayFitWhenSmaller(*failure) && piece > leastPiece) {
            piece = std::max(leastPiece, piece / 2);
            continue;
        }
        if (failure)
            return *failure;
        cut(all, begin, until);
        for (const MetricSeries &series : all)
            assembly.take(series);
        for (const Frame &frame : assembly.frames())
            imported.frames.add(frame);
        begin = until;
        progress.reach(begin);
    }
    imported.endpoints = assembly.endpoints();
    imported.recorded = assembly.recorded();
    imported.notes = assembly.notes();
    return imported;
}

} // namespace spillway

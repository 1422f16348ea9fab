#include "scenariofile.h"

#include "configfile.h"
#include "duration.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr double counterStart = 1e6; // so that a reset is a step down

// What one endpoint answers at the next poll.
struct Server {
    Reading reading;
    std::map<Field, double> perSecond;
    std::optional<Failure> failure;
    int generation = 0;

    void beginAnew() {
        for (const FieldValue &entry : std::vector<FieldValue>(reading.fields()))
            if (fieldInfo(entry.field).kind == FieldKind::Counter)
                reading.set(entry.field, 0);
    }
    void restart() {
        beginAnew();
        reading.identity = QStringLiteral("run-%1").arg(++generation);
    }
    void pass(double seconds) {
        for (const auto &[field, rate] : perSecond)
            reading.set(field, *reading.value(field) + rate * seconds);
    }
};

class Parser {
public:
    explicit Parser(QString file)
        : m_file(std::move(file)) {}

    LoadedScenario parse(const QByteArray &text);

private:
    bool readHeader(const QByteArray &toml);
    bool readLine(const QString &line);
    bool readLength(const QStringList &words);
    bool readServer(const QStringList &words);
    bool readChange(Server &server, QStringList &words);
    bool readExpectation(const QString &line, std::vector<ExpectedEvent> &into);
    void closeBlock();
    void pollAll();
    bool fail(const QString &what);

    QString m_file;
    int m_line = 0;
    QString m_problem;
    Scenario m_scenario;
    std::vector<Server> m_servers;
    Duration m_now{0};
    Duration m_length{0};
    bool m_paused = false;
};

bool Parser::fail(const QString &what) {
    m_problem = QStringLiteral("%1:%2: %3").arg(m_file).arg(m_line).arg(what);
    return false;
}

LoadedScenario Parser::parse(const QByteArray &text) {
    const qsizetype rule = text.indexOf("\n---\n");
    if (rule < 0)
        return {std::nullopt, QStringLiteral("%1: no line \"---\" after the configuration").arg(m_file)};
    if (!readHeader(text.left(rule + 1)))
        return {std::nullopt, m_problem};
    m_line = int(text.left(rule + 5).count('\n'));
    for (const QByteArray &line : text.mid(rule + 5).split('\n')) {
        ++m_line;
        const QString statement = QString::fromUtf8(line).section(QLatin1Char('#'), 0, 0).trimmed();
        if (!statement.isEmpty() && !readLine(statement))
            return {std::nullopt, m_problem};
    }
    closeBlock();
    if (m_scenario.rounds.empty())
        return {std::nullopt, QStringLiteral("%1: nothing happens: no \"for\" line").arg(m_file)};
    return {m_scenario, {}};
}

bool Parser::readHeader(const QByteArray &toml) {
    LoadedConfiguration loaded = parseConfiguration(toml, m_file);
    if (!loaded.configuration) {
        m_problem = loaded.problems.front().text();
        return false;
    }
    m_scenario.configuration = *loaded.configuration;
    for (const Endpoint &endpoint : m_scenario.configuration.endpoints) {
        Server server;
        server.reading.version = endpointKindName(endpoint.kind) + QStringLiteral(" 1.0");
        server.restart();
        m_servers.push_back(server);
    }
    return true;
}

bool Parser::readLine(const QString &line) {
    const QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString &verb = words.front();
    if (verb == QLatin1String("for") || verb == QLatin1String("pause"))
        return readLength(words);
    if (verb == QLatin1String("only")) {
        m_scenario.kinds = words.mid(1);
        return true;
    }
    if (verb == QLatin1String("expect"))
        return readExpectation(line, m_scenario.expected);
    if (verb == QLatin1String("some"))
        return readExpectation(line, m_scenario.some);
    if (verb == QLatin1String("never"))
        return readExpectation(line, m_scenario.never);
    return readServer(words);
}

bool Parser::readLength(const QStringList &words) {
    closeBlock();
    const auto length = words.size() == 2 ? parseDuration(words[1]) : std::nullopt;
    if (!length)
        return fail(QStringLiteral("\"%1\" wants a duration, as in \"for 30s\"").arg(words.front()));
    m_length = *length;
    m_paused = words.front() == QLatin1String("pause");
    return true;
}

bool Parser::readServer(const QStringList &words) {
    const auto id = m_scenario.configuration.endpointNamed(words.front());
    if (!id)
        return fail(QStringLiteral("no endpoint is called \"%1\"").arg(words.front()));
    QStringList rest = words.mid(1);
    while (!rest.isEmpty())
        if (!readChange(m_servers[*id], rest))
            return false;
    return true;
}

bool Parser::readChange(Server &server, QStringList &words) {
    const QString word = words.takeFirst();
    if (word == QLatin1String("restart")) {
        server.restart();
    } else if (word == QLatin1String("reset")) {
        server.beginAnew();
    } else if (word == QLatin1String("answers")) {
        server.failure.reset();
    } else if (word == QLatin1String("fails")) {
        const QString kind = words.isEmpty() ? QString() : words.takeFirst();
        server.failure = Failure{failureKindFromName(kind), kind, {}};
    } else if (word.contains(QLatin1Char('='))) {
        const QString name = word.section(QLatin1Char('='), 0, 0);
        const QString value = word.section(QLatin1Char('='), 1);
        server.reading.settings[name] = value;
        if (name == QLatin1String("maxmemory"))
            server.reading.set(Field::MaxMemory, value.toDouble());
    } else {
        const QByteArray latin = word.toLatin1();
        const auto field = fieldFromName(QLatin1String(latin));
        bool isNumber = false;
        const QString number = words.isEmpty() ? QString() : words.takeFirst();
        const double value = number.toDouble(&isNumber);
        if (!field || !isNumber)
            return fail(QStringLiteral("\"%1 %2\" is not a field with a number").arg(word, number));
        if (fieldInfo(*field).kind == FieldKind::Counter) {
            server.perSecond[*field] = value;
            if (!server.reading.value(*field))
                server.reading.set(*field, counterStart);
        } else {
            server.reading.set(*field, value);
        }
    }
    return true;
}

// "expect 31s alert state=firing rule="Hit ratio low"", or "31s..40s".
bool Parser::readExpectation(const QString &line, std::vector<ExpectedEvent> &into) {
    static const QRegularExpression shape(
        QStringLiteral(R"(^\w+\s+([\d.]+m?s)(?:\.\.([\d.]+m?s))?\s+(\w+)(.*)$)"));
    static const QRegularExpression pair(QStringLiteral(R"RE((\w+)=(?:"([^"]*)"|(\S+)))RE"));
    const auto match = shape.match(line);
    if (!match.hasMatch())
        return fail(QStringLiteral("wants: expect TIME KIND key=value ..."));
    ExpectedEvent expectation;
    expectation.line = m_line;
    expectation.from = parseDuration(match.captured(1)).value_or(0ms);
    expectation.to =
        match.captured(2).isEmpty() ? expectation.from : parseDuration(match.captured(2)).value_or(0ms);
    expectation.kind = match.captured(3);
    for (auto pairs = pair.globalMatch(match.captured(4)); pairs.hasNext();) {
        const auto found = pairs.next();
        expectation.keys[found.captured(1)] = found.captured(2) + found.captured(3);
    }
    into.push_back(expectation);
    return true;
}

void Parser::closeBlock() {
    const Duration every = m_scenario.configuration.every;
    if (m_length > 0ms && m_scenario.rounds.empty() && !m_paused)
        pollAll(); // the first answers, from which the first interval starts
    for (Duration passed{0}; passed + every <= m_length; passed += every) {
        m_now += every;
        for (Server &server : m_servers)
            server.pass(toSeconds(every));
        if (m_paused)
            m_scenario.rounds.emplace_back();
        else
            pollAll();
    }
    m_length = 0ms;
}

void Parser::pollAll() {
    std::vector<Frame> round;
    for (size_t i = 0; i < m_servers.size(); ++i) {
        const Server &server = m_servers[i];
        const Outcome<Reading> outcome =
            server.failure ? Outcome<Reading>(*server.failure) : Outcome<Reading>(server.reading);
        round.push_back({Scenario::start() + m_now, static_cast<EndpointId>(i), 0ms, outcome});
    }
    m_scenario.rounds.push_back(round);
}

// A number matches when it is the same to as many decimals as the specification writes.
bool sameValue(const QJsonValue &is, const QString &wanted) {
    if (is.isNull())
        return wanted == QLatin1String("null");
    if (is.isString())
        return is.toString() == wanted;
    const qsizetype point = wanted.indexOf(QLatin1Char('.'));
    const int decimals = point < 0 ? 0 : int(wanted.size() - point - 1);
    return QString::number(is.toDouble(), 'f', decimals) == wanted;
}

} // namespace

bool ExpectedEvent::matches(const QJsonObject &event, Instant start) const {
    const auto at = Instant::fromIso(event.value(u"at").toString());
    if (!at || *at < start + from || *at > start + to || event.value(u"kind").toString() != kind)
        return false;
    return std::all_of(keys.keyValueBegin(), keys.keyValueEnd(), [&](const auto &entry) {
        return event.contains(entry.first) && sameValue(event.value(entry.first), entry.second);
    });
}

QString ExpectedEvent::text() const {
    QString text = QStringLiteral("line %1: %2s").arg(line).arg(toSeconds(from));
    if (to != from)
        text += QStringLiteral("..%1s").arg(toSeconds(to));
    text += QLatin1Char(' ') + kind;
    for (auto it = keys.begin(); it != keys.end(); ++it)
        text += QStringLiteral(" %1=%2").arg(it.key(), it.value());
    return text;
}

LoadedScenario loadScenario(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {std::nullopt, path + QStringLiteral(": ") + file.errorString()};
    return Parser(QFileInfo(path).fileName()).parse(file.readAll());
}

} // namespace spillway

#include "localsearch.h"

#include "displaytext.h"
#include "stream.h"

#include <QTimer>

#include <functional>

namespace spillway {

namespace {

using State = LocalAnswer::State;

constexpr qsizetype longestVersion = 40;

// What each server answers before anybody has logged in. MySQL greets by itself.
QByteArray questionFor(EndpointKind kind) {
    switch (kind) {
    case EndpointKind::Redis:
        return "INFO server\r\n";
    case EndpointKind::Memcached:
        return "version\r\n";
    case EndpointKind::PostgreSql:
        return QByteArray::fromHex("0000000804d2162f"); // SSLRequest: one letter comes back
    case EndpointKind::MySql:
    case EndpointKind::OpenMetrics:
        break;
    }
    return {};
}

Address here(quint16 port) {
    Address address;
    address.host = QStringLiteral("127.0.0.1");
    address.port = port;
    return address;
}

// Between two marks, or empty.
QString versionIn(const QByteArray &bytes, const QByteArray &before, const QByteArray &after) {
    const qsizetype from = bytes.indexOf(before);
    const qsizetype to = bytes.indexOf(after, from + before.size());
    if (from < 0 || to < 0)
        return {};
    return displayText(bytes.mid(from + before.size(), to - from - before.size()), longestVersion);
}

std::optional<LocalAnswer> judgedRedis(const LocalPort &where, const QByteArray &bytes) {
    for (const char *refusal : {"-NOAUTH", "-DENIED", "-LOADING", "-NOPERM"})
        if (bytes.startsWith(refusal))
            return LocalAnswer{where, State::Answers};
    if (!bytes.startsWith('$'))
        return LocalAnswer{where, State::Stranger};
    for (const char *name : {"valkey_version:", "redis_version:"})
        if (const QString version = versionIn(bytes, name, "\r\n"); !version.isEmpty())
            return LocalAnswer{where, State::Answers, version};
    return std::nullopt;
}

std::optional<LocalAnswer> judgedMySql(const LocalPort &where, const QByteArray &bytes) {
    if (bytes.size() < 6)
        return std::nullopt;
    if (bytes[3] != 0 || (bytes[4] != 10 && bytes[4] != '\xff'))
        return LocalAnswer{where, State::Stranger};
    if (bytes[4] == '\xff') // refuses this host, but in its own protocol
        return LocalAnswer{where, State::Answers};
    const qsizetype end = bytes.indexOf('\0', 5);
    if (end < 0)
        return std::nullopt;
    return LocalAnswer{where, State::Answers, displayText(bytes.mid(5, end - 5), longestVersion)};
}

} // namespace

std::vector<LocalPort> usualPorts() {
    return {{EndpointKind::Redis, 6379},
            {EndpointKind::Memcached, 11211},
            {EndpointKind::PostgreSql, 5432},
            {EndpointKind::MySql, 3306}};
}

std::optional<LocalAnswer> judged(const LocalPort &where, const QByteArray &bytes) {
    switch (where.kind) {
    case EndpointKind::Redis:
        return judgedRedis(where, bytes);
    case EndpointKind::Memcached:
        if (bytes.startsWith("VERSION ") && !bytes.contains("\r\n"))
            return std::nullopt;
        return bytes.startsWith("VERSION ")
                   ? LocalAnswer{where, State::Answers, versionIn(bytes, "VERSION ", "\r\n")}
                   : LocalAnswer{where, State::Stranger};
    case EndpointKind::PostgreSql:
        return LocalAnswer{where, bytes == "S" || bytes == "N" ? State::Answers : State::Stranger};
    case EndpointKind::MySql:
        return judgedMySql(where, bytes);
    case EndpointKind::OpenMetrics:
        break;
    }
    return LocalAnswer{where, State::Stranger};
}

// One port: connects, asks, and answers once.
class LocalSearch::Knock : public QObject {
public:
    Knock(const LocalPort &where, std::function<void(const LocalAnswer &)> answer)
        : m_where(where)
        , m_answer(std::move(answer))
        , m_stream(here(where.port)) {
        connect(&m_stream, &Stream::opened, this, [this] {
            m_isOpen = true;
            if (const QByteArray question = questionFor(m_where.kind); !question.isEmpty())
                m_stream.write(question);
        });
        connect(&m_stream, &Stream::arrived, this, &Knock::take);
        connect(&m_stream, &Stream::failed, this, &Knock::giveUp);
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, this, &Knock::giveUp);
        m_patience.start(Patience);
        m_stream.open();
    }

private:
    void take() {
        m_bytes += m_stream.read();
        if (const std::optional<LocalAnswer> answer = judged(m_where, m_bytes))
            end(*answer);
        else if (m_bytes.size() > mostBytes)
            end({m_where, State::Stranger});
    }
    void giveUp() {
        end({m_where, !m_isOpen ? State::Nothing : m_bytes.isEmpty() ? State::Silent : State::Stranger});
    }
    void end(const LocalAnswer &answer) {
        m_patience.stop();
        m_stream.disconnect(this);
        m_stream.close();
        m_answer(answer);
    }

    static constexpr qsizetype mostBytes = 16 * 1024;
    LocalPort m_where;
    std::function<void(const LocalAnswer &)> m_answer;
    Stream m_stream;
    QTimer m_patience;
    QByteArray m_bytes;
    bool m_isOpen = false;
};

LocalSearch::LocalSearch(std::vector<LocalPort> ports, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports)) {}

LocalSearch::~LocalSearch() = default;

void LocalSearch::start() {
    m_knocks.clear();
    m_answers.assign(m_ports.size(), {});
    m_waiting = m_ports.size();
    for (size_t place = 0; place < m_ports.size(); ++place)
        m_knocks.push_back(std::make_unique<Knock>(
            m_ports[place], [this, place](const LocalAnswer &answer) { take(place, answer); }));
}

void LocalSearch::take(size_t place, const LocalAnswer &answer) {
    m_answers[place] = answer;
    if (--m_waiting == 0)
        emit finished(m_answers);
}

} // namespace spillway

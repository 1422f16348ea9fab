#include "live/shop.h"

namespace spillway::lab {

namespace {

// Longer than any scenario.
constexpr int loadSeconds = 600;

} // namespace

Shop::Shop(const ShopOptions &options)
    : m_options(options)
    , m_cache({QStringLiteral("--maxmemory"), QStringLiteral("%1mb").arg(options.maxMemoryMb),
               QStringLiteral("--maxmemory-policy"), QStringLiteral("allkeys-lru")})
    , m_database({QStringLiteral("fsync=off"), QStringLiteral("max_parallel_workers_per_gather=0")}) {
    m_load.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

Shop::~Shop() {
    m_load.kill();
    m_load.waitForFinished();
    // What still runs in the database would keep its connection, and this thread, waiting.
    m_database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                   " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
}

bool Shop::open() {
    for (ServerProcess *server :
         {static_cast<ServerProcess *>(&m_cache), static_cast<ServerProcess *>(&m_database)}) {
        if ((server == &m_database && !m_database.create()) || !server->start()) {
            m_error = server->error();
            return false;
        }
    }
    m_database.sql("CREATE ROLE monitor LOGIN PASSWORD 'geheim'; GRANT pg_monitor TO monitor");
    const QString login =
        QStringLiteral("host=127.0.0.1 port=%1 user=postgres password=geheim dbname=postgres")
            .arg(m_database.port());
    m_load.start(QStringLiteral(SPILLWAY_LOADGENERATOR),
                 {QStringLiteral("--redis"), m_cache.socketPath(), QStringLiteral("--postgres"), login,
                  QStringLiteral("--rate"), QString::number(m_options.rate), QStringLiteral("--threads"),
                  QString::number(m_options.clients), QStringLiteral("--keys"),
                  QString::number(m_options.keys), QStringLiteral("--ttl"),
                  QString::number(m_options.ttlSeconds), QStringLiteral("--seconds"),
                  QString::number(loadSeconds)});
    const bool ready =
        waitUntil([this] { return m_load.canReadLine() || m_load.state() == QProcess::NotRunning; }, 30'000);
    if (!ready || m_load.readLine().trimmed() != "ready") {
        m_error = QStringLiteral("the load generator does not start");
        return false;
    }
    turn("cost " + QByteArray::number(m_options.cost));
    return true;
}

QString Shop::configuration() const {
    return QStringLiteral("every = \"1s\"\n"
                          "[[stack]]\nname = \"shop\"\n"
                          "[[stack.cache]]\nname = \"cache-1\"\nurl = \"redis://127.0.0.1:%1\"\n"
                          "[[stack.database]]\nname = \"db-1\"\n"
                          "url = \"postgresql://monitor@127.0.0.1:%2/postgres\"\n"
                          "password_env = \"SPILLWAY_LAB_PASSWORD\"\nvcpu = 2\n")
        .arg(m_cache.port())
        .arg(m_database.port());
}

void Shop::runInDatabase(const QByteArray &statements, int clients) {
    for (int i = 0; i < clients; ++i)
        m_others.emplace_back([this, statements] { m_database.sql(statements); });
}

} // namespace spillway::lab

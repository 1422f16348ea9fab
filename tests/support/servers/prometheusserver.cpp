#include "prometheusserver.h"

#include <QFile>
#include <QTcpSocket>

namespace spillway {

namespace {

bool answersHttp(quint16 port, const QByteArray &path) {
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(1000))
        return false;
    socket.write("GET " + path + " HTTP/1.0\r\n\r\n");
    return socket.waitForReadyRead(2000) && socket.readLine().contains(" 200 ");
}

} // namespace

bool PrometheusServer::backfill(const QString &openMetrics) {
    return run({QStringLiteral("promtool"),
                {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"), QStringLiteral("openmetrics"),
                 openMetrics, storage()}});
}

QString PrometheusServer::url(const QString &query) const {
    return QStringLiteral("prometheus+http://127.0.0.1:%1/?%2").arg(port()).arg(query);
}

ServerProcess::Call PrometheusServer::call() const {
    QByteArray text = "global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\n";
    if (m_exporter != 0)
        text += "scrape_configs:\n- job_name: redis\n  static_configs:\n  - targets: ['127.0.0.1:" +
                QByteArray::number(m_exporter) + "']\n";
    QFile file(folder() + QStringLiteral("/prometheus.yml"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return {QStringLiteral("prometheus"),
            {QStringLiteral("--config.file=%1").arg(file.fileName()),
             QStringLiteral("--storage.tsdb.path=%1").arg(storage()),
             QStringLiteral("--storage.tsdb.retention.time=100y"),
             QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(port())}};
}

bool PrometheusServer::isReady() {
    return answersHttp(port(), "/-/ready");
}

ServerProcess::Call RedisExporter::call() const {
    return {QStringLiteral("prometheus-redis-exporter"),
            {QStringLiteral("-redis.addr=redis://127.0.0.1:%1").arg(m_redis),
             QStringLiteral("-web.listen-address=127.0.0.1:%1").arg(port())}};
}

bool RedisExporter::isReady() {
    return answersHttp(port(), "/health");
}

} // namespace spillway

// Alerts handed on to a real Alertmanager: they arrive, they stay while data are missing, they end only
// when they are over, and an Alertmanager that was away is told again.

#include "delivery/dispatch.h"
#include "servers/serverprocess.h"
#include "stackfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QtTest>

using namespace spillway;

namespace {

class Alertmanager : public ServerProcess {
public:
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(port()); }
    // The alerts that it holds for active; null when it does not answer.
    QJsonValue active() {
        QNetworkAccessManager network;
        QNetworkReply *reply =
            network.get(QNetworkRequest(QUrl(url() + QStringLiteral("/api/v2/alerts?active=true"))));
        const bool answered = waitUntil([reply] { return reply->isFinished(); }, 3'000);
        const auto json = QJsonDocument::fromJson(reply->readAll());
        delete reply;
        return answered && json.isArray() ? QJsonValue(json.array()) : QJsonValue();
    }

protected:
    Call call() const override {
        QFile file(folder() + QStringLiteral("/alertmanager.yml"));
        file.open(QIODevice::WriteOnly);
        file.write("route:\n  receiver: nobody\nreceivers:\n- name: nobody\n");
        return {QStringLiteral("prometheus-alertmanager"),
                {QStringLiteral("--config.file=") + file.fileName(),
                 QStringLiteral("--storage.path=") + folder() + QStringLiteral("/data"),
                 QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(port()),
                 QStringLiteral("--cluster.listen-address=")}};
    }
    bool isReady() override { return active().isArray(); }
};

} // namespace

class TestDispatch : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY2(m_manager.start(), qPrintable(m_manager.error()));
        Delivery delivery;
        delivery.kind = DeliveryKind::Alertmanager;
        delivery.url = m_manager.url();
        m_dispatch = std::make_unique<Dispatch>(m_session, Deliveries{{delivery}, {}});
        run(120);
    }
    void cleanupTestCase() { m_dispatch.reset(); }

    void arrivesWithTheVerdict();
    void missingDataEndNothing();
    void isToldAgainAfterItWasAway();
    void endsWhenItIsOver();

private:
    // So many seconds, at once. Their times are of the last minutes: an Alertmanager forgets older ones.
    void run(int seconds) {
        for (int i = 0; i < seconds; ++i) {
            m_stack.tick();
            consume(m_isSilent ? m_stack.failure(0) : m_stack.cacheFrame(m_second));
            consume(m_stack.databaseFrame(m_second));
        }
    }
    void consume(Frame frame) {
        frame.at = frame.at + m_later;
        m_session.consume(frame);
    }
    QStringList names() {
        QStringList names;
        for (const QJsonValue &alert : m_manager.active().toArray())
            names << alert[u"labels"][u"alertname"].toString();
        return names;
    }

    fixture::Stack m_stack;
    fixture::Second m_second;
    bool m_isSilent = false;
    const Duration m_later = Instant::fromMs(QDateTime::currentMSecsSinceEpoch()) - fixture::start - 300s;
    Session m_session{oneRule(), Session::Mode::Live, nullptr};
    Alertmanager m_manager;
    std::unique_ptr<Dispatch> m_dispatch;

    static Configuration oneRule() {
        Configuration made = fixture::configuration();
        Rule rule;
        rule.name = QStringLiteral("Hit ratio low");
        rule.threshold = 0.8;
        rule.window = Duration(5'000);
        rule.severity = Severity::Critical;
        made.rules = {rule};
        return made;
    }
};

void TestDispatch::arrivesWithTheVerdict() {
    m_second.hits = 400;
    m_second.misses = 600;
    m_second.active = 14;
    run(30);
    QTRY_COMPARE(names(), QStringList{QStringLiteral("Hit ratio low")});
    const QJsonValue alert = m_manager.active().toArray().first();
    QCOMPARE(alert[u"labels"][u"stack"].toString(), QStringLiteral("checkout"));
    QCOMPARE(alert[u"annotations"][u"culprit"].toString(), QStringLiteral("cache"));
    QCOMPARE(alert[u"status"][u"state"].toString(), QStringLiteral("active"));
}

void TestDispatch::missingDataEndNothing() {
    m_isSilent = true;
    run(60);
    QTRY_VERIFY(m_manager.active().toArray().first()[u"annotations"][u"measured"].toString().startsWith(
        QLatin1String("no data")));
    QCOMPARE(names().size(), 1);
}

void TestDispatch::isToldAgainAfterItWasAway() {
    QSignalSpy troubled(m_dispatch.get(), &Dispatch::troubled);
    m_manager.kill();
    m_isSilent = false;
    run(10); // an event while nobody listens
    QTRY_VERIFY(!troubled.isEmpty());
    QVERIFY2(m_manager.start(), qPrintable(m_manager.error()));
    QTRY_COMPARE_WITH_TIMEOUT(names().size(), 1, 20'000);
    QTRY_COMPARE(troubled.count(), 2); // and that it goes on
}

void TestDispatch::endsWhenItIsOver() {
    m_second = {};
    run(60);
    QTRY_COMPARE(names(), QStringList());
}

QTEST_GUILESS_MAIN(TestDispatch)
#include "tst_dispatch.moc"

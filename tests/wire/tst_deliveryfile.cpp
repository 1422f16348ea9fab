#include "configfile.h"

#include <QtTest>

using namespace spillway;

namespace {

// Lines 1 to 8; what a row appends begins in line 9.
const QByteArray sound = "[[stack]]\nname = \"checkout\"\n"
                         "[[stack.cache]]\nname = \"cache-1\"\nurl = \"redis://cache-1\"\n"
                         "[[stack.database]]\nname = \"db-1\"\nurl = \"postgresql://db-1/app\"\n";

} // namespace

class TestDeliveryFile : public QObject {
    Q_OBJECT
private slots:
    void readsAll();
    void broken_data();
    void broken();
};

void TestDeliveryFile::readsAll() {
    const LoadedConfiguration loaded =
        parseConfiguration(sound + "[[deliver]]\nalertmanager = \"http://127.0.0.1:9093\"\n"
                                   "[[deliver]]\nwebhook = \"https://pager.example/in?team=web\"\n"
                                   "authorization_env = \"PAGER\"\n"
                                   "[[deliver]]\ncommand = [\"/usr/local/bin/page\", \"--team\", \"web\"]\n"
                                   "[[heartbeat]]\nurl = \"https://beats.example/1\"\nevery = \"30s\"\n",
                           QStringLiteral("x.toml"));
    QVERIFY(loaded.problems.empty());
    QCOMPARE(loaded.deliveries.all.size(), size_t(3));
    QCOMPARE(loaded.deliveries.all[0].kind, DeliveryKind::Alertmanager);
    QCOMPARE(loaded.deliveries.all[0].url, QStringLiteral("http://127.0.0.1:9093"));
    QCOMPARE(loaded.deliveries.all[1].kind, DeliveryKind::Webhook);
    QVERIFY(std::get<EnvironmentSecret>(loaded.deliveries.all[1].authorization) ==
            EnvironmentSecret{QStringLiteral("PAGER")});
    QCOMPARE(loaded.deliveries.all[2].argv.size(), 3);
    QVERIFY(loaded.deliveries.heartbeat);
    QCOMPARE(loaded.deliveries.heartbeat->every, Duration(30'000));
    QVERIFY(parseConfiguration(sound, QStringLiteral("x.toml")).deliveries.isEmpty());
}

void TestDeliveryFile::broken_data() {
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, const QByteArray &toml, const char *place, const char *what) {
        QTest::newRow(name) << toml << QString::fromUtf8(place) << QString::fromUtf8(what);
    };
    row("to nobody", "[[deliver]]\n", "9:1", "without an addressee; write one of alertmanager");
    row("to two", "[[deliver]]\nwebhook = \"https://a/\"\ncommand = [\"b\"]\n", "9:1",
        "'webhook' and 'command' in one [[deliver]]");
    row("no address", "[[deliver]]\nwebhook = \"pager\"\n", "10:11", "is not an http or https address");
    row("another scheme", "[[deliver]]\nwebhook = \"ftp://a/\"\n", "10:11",
        "is not an http or https address");
    row("a password in the address", "[[deliver]]\nwebhook = \"https://u:geheim@a/\"\n", "10:11",
        "holds a user or a password; move it out");
    row("a secret in the clear", "[[deliver]]\nwebhook = \"http://a/\"\nauthorization_env = \"X\"\n", "10:11",
        "unencrypted; use https");
    row("two secrets",
        "[[deliver]]\nwebhook = \"https://a/\"\nauthorization_env = \"X\"\nauthorization_file = \"y\"\n",
        "12:22", "a second place for the authorization");
    row("an empty command", "[[deliver]]\ncommand = [\"\"]\n", "10:11", "names no program");
    row("an unknown key", "[[deliver]]\nwebhook = \"https://a/\"\nurl = 1\n", "11:1", "unknown key 'url'");
    row("a heartbeat that races", "[[heartbeat]]\nurl = \"https://a/\"\nevery = \"1s\"\n", "11:9",
        "is too short; use at least");
    row("two heartbeats", "[[heartbeat]]\nurl = \"https://a/\"\n[[heartbeat]]\nurl = \"https://b/\"\n",
        "11:1", "a second [[heartbeat]]; keep one");
}

void TestDeliveryFile::broken() {
    QFETCH(QByteArray, toml);
    const LoadedConfiguration loaded = parseConfiguration(sound + toml, QStringLiteral("x.toml"));
    QVERIFY(!loaded.configuration);
    QCOMPARE(loaded.problems.size(), size_t(1));
    const QString text = loaded.problems.front().text();
    QFETCH(QString, place);
    QFETCH(QString, what);
    QVERIFY2(text.startsWith(QStringLiteral("x.toml:") + place + u':'), qPrintable(text));
    QVERIFY2(text.contains(what), qPrintable(text));
    QVERIFY2(!text.contains(QLatin1String("geheim")), qPrintable(text));
}

QTEST_APPLESS_MAIN(TestDeliveryFile)
#include "tst_deliveryfile.moc"

#include "redissettings.h"

#include <QTest>

using namespace spillway;

class TestRedisSettings : public QObject {
    Q_OBJECT

private slots:
    void asksForNamesNeverForPatterns();
    void readsWhatWasAskedFor_data();
    void readsWhatWasAskedFor();
};

// A pattern might match requirepass, masterauth or tls-key-file-pass.
void TestRedisSettings::asksForNamesNeverForPatterns() {
    QVERIFY(redisSettingNames().contains("maxmemory-policy"));
    for (const QByteArray &name : redisSettingNames()) {
        for (const char c : name)
            QVERIFY2((c >= 'a' && c <= 'z') || c == '-', name.constData());
        for (const char *secret : {"pass", "auth", "masteruser", "key-file"})
            QVERIFY2(!name.contains(secret), name.constData());
    }
}

void TestRedisSettings::readsWhatWasAskedFor_data() {
    using Settings = QMap<QString, QString>;
    QTest::addColumn<QByteArrayList>("texts");
    QTest::addColumn<Settings>("settings");
    QTest::addRow("pairs") << QByteArrayList{"maxmemory", "0", "save", "3600 1 300 100"}
                           << Settings{{QStringLiteral("maxmemory"), QStringLiteral("0")},
                                       {QStringLiteral("save"), QStringLiteral("3600 1 300 100")}};
    QTest::addRow("nothing") << QByteArrayList{} << Settings{};
    QTest::addRow("half a pair") << QByteArrayList{"maxmemory"} << Settings{};
    QTest::addRow("what nobody asked for") << QByteArrayList{"requirepass", "geheim", "hz", "10"}
                                           << Settings{{QStringLiteral("hz"), QStringLiteral("10")}};
    QTest::addRow("a value of several lines")
        << QByteArrayList{"hz", "10\nx"} << Settings{{QStringLiteral("hz"), QStringLiteral("10 x")}};
}

void TestRedisSettings::readsWhatWasAskedFor() {
    using Settings = QMap<QString, QString>;
    QFETCH(QByteArrayList, texts);
    QFETCH(Settings, settings);
    RespReply reply{RespReply::Kind::Array, {}, 0, {}};
    for (const QByteArray &text : texts)
        reply.elements.push_back({RespReply::Kind::Text, text, 0, {}});
    QCOMPARE(readRedisSettings(reply), settings);
}

QTEST_APPLESS_MAIN(TestRedisSettings)
#include "tst_redissettings.moc"

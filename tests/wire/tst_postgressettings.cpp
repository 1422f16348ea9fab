#include "postgressettings.h"

#include "right.h"

#include <QTest>

using namespace spillway;

class TestPostgresSettings : public QObject {
    Q_OBJECT

private slots:
    void asksForNamesNeverForAll();
    void readsTheRow();
    void leavesOutWhatIsNotThere_data();
    void leavesOutWhatIsNotThere();
};

void TestPostgresSettings::asksForNamesNeverForAll() {
    const QByteArray question = postgresSettingsQuestion();
    QVERIFY(question.contains("'shared_buffers'"));
    QVERIFY(!question.contains('%'));
    for (const char *never : {"SELECT *", "ssl_passphrase", "primary_conninfo", "archive_command"})
        QVERIFY2(!question.contains(never), never);
}

void TestPostgresSettings::readsTheRow() {
    const auto settings = readPostgresSettings(
        {{"superuser", "off"},
         {"reads_settings", "t"},
         {"administers", "f"},
         {"reaches_files", "t"},
         {"pending_restart", "max_connections, shared_buffers"},
         {"settings",
          R"({"shared_buffers" : "128MB", "statement_timeout" : "0", "data_directory" : "/x"})"}});
    const QMap<QString, QString> due{
        {right::postgresSuperuser, right::no},
        {right::postgresAdministers, right::no},
        {right::postgresReachesFiles, right::yes},
        {right::postgresSettings, right::granted},
        {QStringLiteral("pending_restart"), QStringLiteral("max_connections, shared_buffers")},
        {QStringLiteral("shared_buffers"), QStringLiteral("128MB")},
        {QStringLiteral("statement_timeout"), QStringLiteral("0")}};
    QCOMPARE(settings, due);
}

void TestPostgresSettings::leavesOutWhatIsNotThere_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addRow("no JSON") << QByteArray("shared_buffers");
    QTest::addRow("a list") << QByteArray(R"(["shared_buffers"])");
    QTest::addRow("cut off") << QByteArray(R"({"shared_buffers" : "128)");
    QTest::addRow("empty") << QByteArray();
}

void TestPostgresSettings::leavesOutWhatIsNotThere() {
    QFETCH(QByteArray, json);
    const auto settings = readPostgresSettings(
        {{"superuser", std::nullopt}, {"pending_restart", std::nullopt}, {"settings", QByteArrayView(json)}});
    const QMap<QString, QString> due{{QStringLiteral("pending_restart"), QStringLiteral("no")}};
    QCOMPARE(settings, due);
}

QTEST_APPLESS_MAIN(TestPostgresSettings)
#include "tst_postgressettings.moc"

#include "secretfetch.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <sys/stat.h>

using namespace spillway;

namespace {

struct Fetched {
    std::optional<QByteArray> secret;
    Failure failure;
};

Fetched fetch(SecretSource source) {
    SecretFetch fetch(std::move(source));
    Fetched result;
    bool done = false;
    QObject::connect(&fetch, &SecretFetch::fetched, [&](const Secret &secret) {
        result.secret = QByteArray(secret.expose().constData(), secret.expose().size());
        done = true;
    });
    QObject::connect(&fetch, &SecretFetch::failed, [&](const Failure &failure) {
        result.failure = failure;
        done = true;
    });
    fetch.fetch();
    if (done)
        result.failure.what = QStringLiteral("(it answered before fetch() returned)");
    else if (!QTest::qWaitFor([&] { return done; }, 10'000))
        result.failure.what = QStringLiteral("(no answer)");
    return result;
}

CommandSecret shell(const char *script) {
    return {{QStringLiteral("sh"), QStringLiteral("-c"), QString::fromLatin1(script)}};
}

} // namespace

class TestSecretFetch : public QObject {
    Q_OBJECT

private slots:
    void hasNothingWhereNothingIsConfigured();
    void readsTheUrl();
    void readsTheEnvironment();
    void readsAFile_data();
    void readsAFile();
    void refusesAFileThatIsNone();
    void runsACommand_data();
    void runsACommand();
    void runsItWithoutAShell();
    void endsACommandThatHangs();
    void fetchesAgain();
    void isDestroyedWithoutWaiting();
};

void TestSecretFetch::hasNothingWhereNothingIsConfigured() {
    QCOMPARE(fetch(NoSecret{}).secret, QByteArray());
}

void TestSecretFetch::readsTheUrl() {
    QCOMPARE(fetch(InlineSecret{Secret("geheim")}).secret, QByteArray("geheim"));
}

void TestSecretFetch::readsTheEnvironment() {
    qputenv("SPILLWAY_TEST_SECRET", "p@ss w%rd");
    QCOMPARE(fetch(EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_SECRET")}).secret,
             QByteArray("p@ss w%rd"));
    qputenv("SPILLWAY_TEST_SECRET", "");
    QCOMPARE(fetch(EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_SECRET")}).failure.what,
             QStringLiteral("the environment variable SPILLWAY_TEST_SECRET is empty"));
    qunsetenv("SPILLWAY_TEST_SECRET");
    const Failure failure = fetch(EnvironmentSecret{QStringLiteral("SPILLWAY_TEST_SECRET")}).failure;
    QCOMPARE(failure.what, QStringLiteral("the environment variable SPILLWAY_TEST_SECRET is not set"));
    QCOMPARE(failure.kind, FailureKind::Configuration);
}

void TestSecretFetch::readsAFile_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("mode");
    QTest::addColumn<std::optional<QByteArray>>("secret");
    QTest::addColumn<QString>("complaint"); // a part
    using Bytes = std::optional<QByteArray>;
    QTest::addRow("one line") << QByteArray("geheim\n") << 0600 << Bytes("geheim") << QString();
    QTest::addRow("without a line end") << QByteArray("geheim") << 0400 << Bytes("geheim") << QString();
    QTest::addRow("a line end of Windows")
        << QByteArray("geheim\r\n") << 0600 << Bytes("geheim") << QString();
    QTest::addRow("blanks belong to it") << QByteArray(" a b \n") << 0600 << Bytes(" a b ") << QString();
    QTest::addRow("4096 bytes") << QByteArray(4096, 'x') << 0600 << Bytes(QByteArray(4096, 'x')) << QString();
    QTest::addRow("4097 bytes") << QByteArray(4097, 'x') << 0600 << Bytes()
                                << QStringLiteral("is longer than 4 KiB");
    QTest::addRow("two lines") << QByteArray("a\nb\n") << 0600 << Bytes()
                               << QStringLiteral("more than one line");
    QTest::addRow("a NUL") << QByteArray("a\0b", 3) << 0600 << Bytes()
                           << QStringLiteral("more than one line");
    QTest::addRow("empty") << QByteArray() << 0600 << Bytes() << QStringLiteral("is empty");
    QTest::addRow("readable by the group")
        << QByteArray("geheim") << 0640 << Bytes() << QStringLiteral("can be read by others");
    QTest::addRow("readable by all") << QByteArray("geheim") << 0604 << Bytes()
                                     << QStringLiteral("can be read by others");
}

void TestSecretFetch::readsAFile() {
    QFETCH(QByteArray, content);
    QFETCH(int, mode);
    QFETCH(std::optional<QByteArray>, secret);
    QFETCH(QString, complaint);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("password")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    QVERIFY(chmod(file.fileName().toLocal8Bit().constData(), static_cast<mode_t>(mode)) == 0);
    const Fetched result = fetch(FileSecret{file.fileName()});
    QCOMPARE(result.secret, secret);
    QVERIFY2(result.failure.what.contains(complaint), qPrintable(result.failure.what));
    QVERIFY(!result.failure.what.contains(QLatin1String("geheim")));
    if (complaint.contains(QLatin1String("others")))
        QCOMPARE(result.failure.remedy, QStringLiteral("chmod 600 ") + file.fileName());
}

void TestSecretFetch::refusesAFileThatIsNone() {
    const QTemporaryDir folder;
    QVERIFY(fetch(FileSecret{folder.filePath(QStringLiteral("absent"))})
                .failure.what.contains(QLatin1String("cannot be read")));
    QVERIFY(fetch(FileSecret{folder.path()}).failure.what.contains(QLatin1String("is not a regular file")));
    const QString pipe = folder.filePath(QStringLiteral("pipe"));
    QVERIFY(mkfifo(pipe.toLocal8Bit().constData(), 0600) == 0);
    QVERIFY(fetch(FileSecret{pipe}).failure.what.contains(QLatin1String("is not a regular file")));
}

void TestSecretFetch::runsACommand_data() {
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<std::optional<QByteArray>>("secret");
    QTest::addColumn<QString>("complaint");
    using Bytes = std::optional<QByteArray>;
    QTest::addRow("prints a line") << QByteArray("echo geheim") << Bytes("geheim") << QString();
    QTest::addRow("prints in pieces")
        << QByteArray("printf ge; sleep 0.1; printf heim") << Bytes("geheim") << QString();
    QTest::addRow("prints nothing") << QByteArray("true") << Bytes()
                                    << QStringLiteral("the output of the password command is empty");
    QTest::addRow("fails with a reason")
        << QByteArray("echo geheim; echo 'no such\nentry' >&2; exit 3") << Bytes()
        << QStringLiteral("the password command failed with exit code 3: no such entry");
    QTest::addRow("is killed") << QByteArray("kill -9 $$") << Bytes()
                               << QStringLiteral("the password command failed");
    QTest::addRow("prints for ever") << QByteArray("yes geheim") << Bytes()
                                     << QStringLiteral("the password command printed more than 4\u00a0KiB");
    QTest::addRow("complains for ever, then prints")
        << QByteArray("yes oh no | head -c 1000000 >&2; echo geheim") << Bytes("geheim") << QString();
    QTest::addRow("asks nobody on standard input")
        << QByteArray("read answer || echo geheim") << Bytes("geheim") << QString();
}

void TestSecretFetch::runsACommand() {
    QFETCH(QByteArray, script);
    QFETCH(QString, complaint);
    const Fetched result = fetch(shell(script.constData()));
    QTEST(result.secret, "secret");
    QVERIFY2(result.failure.what.startsWith(complaint), qPrintable(result.failure.what));
    QVERIFY(!result.failure.what.contains(QLatin1String("geheim")));
}

void TestSecretFetch::runsItWithoutAShell() {
    const CommandSecret command{
        {QStringLiteral("printf"), QStringLiteral("%s"), QStringLiteral("$(id); `id` > x | y && z")}};
    QCOMPARE(fetch(command).secret, QByteArray("$(id); `id` > x | y && z"));
    const Failure failure = fetch(CommandSecret{{QStringLiteral("/nonexistent/command; id")}}).failure;
    QVERIFY2(failure.what.startsWith(QLatin1String("the password command cannot be started")),
             qPrintable(failure.what));
}

void TestSecretFetch::endsACommandThatHangs() {
    QElapsedTimer clock;
    clock.start();
    const Fetched result = fetch(shell("exec sleep 60"));
    QCOMPARE(result.failure.what, QStringLiteral("the password command did not end within 5\u00a0s"));
    QVERIFY(clock.elapsed() >= 4500); // it had its time
}

void TestSecretFetch::fetchesAgain() {
    const QTemporaryDir folder;
    const QByteArray script =
        "echo x >> " + folder.path().toUtf8() + "/runs; wc -l < " + folder.path().toUtf8() + "/runs";
    SecretFetch fetch(shell(script.constData()));
    QList<QByteArray> secrets;
    QObject::connect(&fetch, &SecretFetch::fetched,
                     [&](const Secret &secret) { secrets << secret.expose(); });
    fetch.fetch();
    QVERIFY(fetch.isRunning());
    QTRY_COMPARE(secrets.size(), 1);
    QVERIFY(!fetch.isRunning());
    fetch.fetch();
    QTRY_COMPARE(secrets.size(), 2);
    QCOMPARE(secrets, QList<QByteArray>({"1", "2"}));
}

// QProcess itself would wait up to 30 s for a child that ignores its end.
void TestSecretFetch::isDestroyedWithoutWaiting() {
    const QTemporaryDir folder;
    const QString alive = folder.filePath(QStringLiteral("alive"));
    auto fetch =
        std::make_unique<SecretFetch>(shell(("echo > " + alive.toUtf8() + "; exec sleep 60").constData()));
    QSignalSpy fetched(fetch.get(), &SecretFetch::fetched);
    QSignalSpy failed(fetch.get(), &SecretFetch::failed);
    fetch->fetch();
    QTRY_VERIFY(QFile::exists(alive));
    fetch.reset();
    QCOMPARE(fetched.size() + failed.size(), 0);
}

QTEST_GUILESS_MAIN(TestSecretFetch)
#include "tst_secretfetch.moc"

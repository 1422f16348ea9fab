// Out and in again, as files: the program's own words about a recording that went through another form
// are those about the original.

#include "program.h"
#include "shortoutage.h"

#include <QTcpServer>

#include <csignal>

using namespace spillway;

class TestExchange : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void comesBack_data();
    void comesBack();
    void openMetricsOnStandardOutput();
    void derivedNumbers();
    void aPartOfTheTime();
    void wrongUse_data();
    void wrongUse();
    void refusedWithTheirLine_data();
    void refusedWithTheirLine();
    void interruptedWritesNothing();

private:
    Ended run(const QString &line) const { return m_program.run(line.split(u' ')); }

    Program m_program;
    QByteArray m_diagnosis;
};

void TestExchange::initTestCase() {
    writeShortOutage(m_program.path("x.spill"));
    m_diagnosis = run(QStringLiteral("diagnose x.spill --json")).out;
    QVERIFY(m_diagnosis.contains("\"verdict\""));
}

void TestExchange::comesBack_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("OpenMetrics") << QStringLiteral("x.om");
    QTest::newRow("CSV") << QStringLiteral("x.csv");
}

void TestExchange::comesBack() {
    QFETCH(QString, text);
    const Ended exported = run(QStringLiteral("export x.spill -o ") + text);
    QCOMPARE(exported.err, QByteArray());
    QCOMPARE(exported.status, 0);
    const QString back = text + QStringLiteral(".spill");
    const Ended imported = run(QStringLiteral("import %1 -o %2").arg(text, back));
    QVERIFY2(imported.status == 0, imported.err.constData());
    QVERIFY2(imported.err.startsWith("spillway: imported 360 polls of 2 endpoints, "),
             imported.err.constData());
    const Ended diagnosed = run(QStringLiteral("diagnose %1 --json").arg(back));
    QCOMPARE(diagnosed.err, QByteArray());
    QVERIFY2(diagnosed.out == m_diagnosis, (diagnosed.out + "----\n" + m_diagnosis).constData());
}

void TestExchange::openMetricsOnStandardOutput() {
    const Ended ended = run(QStringLiteral("export x.spill -o -"));
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.out.startsWith("# TYPE spillway_configuration info\n"));
    QVERIFY(ended.out.endsWith("\n# EOF\n"));
}

void TestExchange::derivedNumbers() {
    const Ended ended = run(QStringLiteral("export x.spill -o - --format csv --derived"));
    QCOMPARE(ended.status, 0);
    const QByteArrayList lines = ended.out.split('\n');
    const qsizetype ratio = lines[0].split(',').indexOf("hit_ratio");
    QVERIFY2(ratio > 2, lines[0].constData());
    QCOMPARE(lines[1].split(',')[ratio], QByteArray()); // of the first poll there is none
    QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const QByteArray &line) {
        return line.startsWith("2024-03-03T09:58:05.100Z,checkout,cache-1,") &&
               line.split(',')[ratio] == "0.95";
    }));
}

void TestExchange::aPartOfTheTime() {
    const QString span = QStringLiteral(" --from 2024-03-03T09:58:10Z --to 2024-03-03T09:58:20Z");
    QCOMPARE(run(QStringLiteral("export x.spill -o part.om") + span).status, 0);
    const Ended all = run(QStringLiteral("import part.om -o part.spill"));
    QVERIFY2(all.err.startsWith("spillway: imported 20 polls"), all.err.constData());
    QCOMPARE(run(QStringLiteral("export x.spill -o whole.om")).status, 0);
    const Ended part = run(QStringLiteral("import whole.om -o part2.spill") + span);
    QVERIFY2(part.err.startsWith("spillway: imported 20 polls"), part.err.constData());
}

void TestExchange::wrongUse_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *line, const char *says) {
        QTest::newRow(line) << QString::fromLatin1(line) << QByteArray(says);
    };
    row("export x.spill", "-o FILE is missing");
    row("export x.spill -o a.om --format xml", "--format wants openmetrics or csv");
    row("export x.spill -o a.om --derived", "--derived is for csv");
    row("export nothing.spill -o a.om", "nothing.spill: ");
    row("export x.spill -o nowhere/a.om", "nowhere/a.om: cannot be written");
    row("export x.spill -o a.om --from yesterday", "--from wants a moment");
    row("import nothing.om -o a.spill", "nothing.om: is not a file that can be read");
    row("import /dev/zero -o a.spill", "/dev/zero: is not a file that can be read");
    row("import x.spill -o x.spill", "x.spill: exists already");
    row("import x.om", "-o FILE is missing");
    row("import x.om -o a.spill --vcpu many", "--vcpu wants a number");
    row("import prometheus+http://127.0.0.1:1/ -o a.spill", "--from is missing");
    row("import prometheus+http://127.0.0.1:1/?nothing=1 -o a.spill", "unknown option 'nothing' in the URL");
}

void TestExchange::wrongUse() {
    QFETCH(QString, line);
    QFETCH(QByteArray, says);
    const Ended ended = run(line);
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains(says), ended.err.constData());
    QVERIFY(!QFile::exists(m_program.path("a.om")) && !QFile::exists(m_program.path("a.spill")));
}

void TestExchange::refusedWithTheirLine_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a bad escape") << QByteArray("redis_up 1 1\nredis_up{a=\"\\x\"} 1 2\n# EOF\n")
                                  << QByteArray("h.om: line 2: ");
    QTest::newRow("a huge line") << "a 1 1\n" + QByteArray(2 << 20, 'x') + "\n# EOF\n"
                                 << QByteArray("h.om: line 2: longer than 1048576 bytes");
    QTest::newRow("a counter that is not a number")
        << QByteArray("# TYPE a counter\na_total NaN 1\n# EOF\n") << QByteArray("h.om: line 2: a counter");
    QTest::newRow("nobody known") << QByteArray("node_load1 1 1\n# EOF\n")
                                  << QByteArray("h.om: no answer of a server that is known");
}

void TestExchange::refusedWithTheirLine() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    m_program.write("h.om", text);
    const Ended ended = run(QStringLiteral("import h.om -o h.spill"));
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.startsWith(says), ended.err.constData());
    QVERIFY(!QFile::exists(m_program.path("h.spill")));
}

// A server that accepts and is silent; the signal comes while it is waited for.
void TestExchange::interruptedWritesNothing() {
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const auto process =
        m_program.start({QStringLiteral("import"), QStringLiteral("-o"), QStringLiteral("i.spill"),
                         QStringLiteral("--from"), QStringLiteral("now-1h"),
                         QStringLiteral("prometheus+http://127.0.0.1:%1/").arg(silent.serverPort())});
    QVERIFY(QTest::qWaitFor([&silent] { return silent.hasPendingConnections(); }, 30'000));
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const Ended ended = Program::endOf(*process);
    QCOMPARE(ended.status, 1);
    QCOMPARE(ended.err, QByteArray("spillway: interrupted; i.spill was not written\n"));
    QVERIFY(!QFile::exists(m_program.path("i.spill")));
}

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"

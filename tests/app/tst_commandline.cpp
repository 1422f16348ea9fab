#include "program.h"

#include <csignal>

using namespace spillway;

namespace {

const QByteArray configuration = "[[stack]]\n"
                                 "name = \"checkout\"\n"
                                 "[[stack.cache]]\n"
                                 "name = \"cache-1\"\n"
                                 "url = \"rediss://monitor@cache-1.example:6379\"\n"
                                 "password_env = \"CACHE_PASSWORD\"\n"
                                 "[[stack.database]]\n"
                                 "name = \"db-1\"\n"
                                 "url = \"postgresql://monitor@127.0.0.1/app\"\n"
                                 "vcpu = 16\n";

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT
private slots:
    void wrongUse_data();
    void wrongUse();
    void help_data();
    void help();
    void version();
    void checkSaysWhatWouldBeWatched();
    void checkNamesEveryFault();
    void checkNeverRepeatsAPassword();
    void noDisplay_data();
    void noDisplay();
    void silentDisplay();
};

void TestCommandLine::wrongUse_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("error"); // the whole line, or its beginning when it ends with "..."
    const auto row = [](const char *name, const char *arguments, const char *error) {
        QTest::newRow(name) << QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts)
                            << QByteArray(error);
    };
    row("unknown command", "wach",
        "spillway: unknown command 'wach', did you mean 'watch'?; try 'spillway --help'");
    row("unknown command, nothing near", "xyzzy", "spillway: unknown command 'xyzzy'; try 'spillway --help'");
    row("no rules to try", "backtest a.spill", "spillway backtest: --rules FILE is missing...");
    row("unknown option", "watch --jsn x.toml",
        "spillway watch: unknown option '--jsn', did you mean '--json'?; try 'spillway watch --help'");
    row("unknown option of the program", "--bogus",
        "spillway: unknown option '--bogus'; try 'spillway --help'");
    row("option of another command", "check --json x.toml", "spillway check: unknown option '--json'...");
    row("missing value", "watch x.toml --for", "spillway watch: Missing value after '--for'...");
    row("value for a switch", "watch --json=yes x.toml",
        "spillway watch: Unexpected value after '--json'...");
    row("missing file", "check", "spillway check: CONFIG is missing; try 'spillway check --help'");
    row("two files", "check a.toml b.toml", "spillway check: one CONFIG is enough, but 'b.toml' follows...");
    row("option twice", "watch --for 1s --for 2s x.toml", "spillway watch: --for is given twice...");
    row("no duration", "watch --for soon x.toml", "spillway watch: --for wants a duration...");
    row("duration of zero", "watch --for 0s x.toml", "spillway watch: --for wants a duration...");
    row("moment without a zone", "diagnose --from 2024-03-03T10:00:00 x.spill",
        "spillway diagnose: --from wants a moment...");
    row("end before the beginning", "diagnose --from now-1h --to now-2h x.spill",
        "spillway diagnose: --to lies before --from...");
    row("no output for a recording", "record x.toml", "spillway record: -o FILE is missing...");
    row("a ring in no folder", "watch --ring /nosuch/a.spill x.toml",
        "spillway watch: --ring wants a file in a folder that can be written, not in /nosuch; ...");
    row("forgetting at once", "record -o a.spill --keep 1s x.toml",
        "spillway record: --keep wants a duration of at least 1m...");
    row("forgetting without a recording", "watch --keep 24h x.toml",
        "spillway watch: --keep and --power-safe go with --record FILE...");
    row("no output for a picture", "snapshot x.spill", "spillway snapshot: -o OUT.png is missing...");
    row("unknown view", "snapshot x.spill -o a.png --view floor", "spillway snapshot: --view wants...");
    row("no size", "snapshot x.spill -o a.png --size big", "spillway snapshot: --size wants WIDTHxHEIGHT...");
    row("a size that is too large", "snapshot x.spill -o a.png --size 99999x99999",
        "spillway snapshot: --size wants...");
    row("speed of zero", "replay x.spill --speed 0", "spillway replay: --speed wants...");
    row("a page that turns at once", "wall x.toml --rotate 0",
        "spillway wall: --rotate wants whole seconds...");
    row("text too large for any wall", "wall x.toml --scale 9", "spillway wall: --scale wants a number...");
    row("configuration that is not there", "check nosuch.toml",
        "nosuch.toml: cannot be opened: No such file or directory; ...");
    row("file that is not there", "nosuch.toml", "nosuch.toml: cannot be opened: ...");
    row("recording that is not there", "diagnose nosuch.spill", "nosuch.spill: ...");
    row("recording that is not there, for a window", "replay nosuch.spill", "nosuch.spill: ...");
}

void TestCommandLine::wrongUse() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, error);
    const Ended ended = Program().run(arguments);
    QCOMPARE(ended.status, 2);
    QCOMPARE(ended.out, QByteArray());
    if (error.endsWith("..."))
        QVERIFY2(ended.err.startsWith(error.chopped(3)), ended.err.constData());
    else
        QCOMPARE(ended.err, error + '\n');
    QCOMPARE(ended.err.count('\n'), 1);
}

void TestCommandLine::help_data() {
    QTest::addColumn<QString>("command");
    QTest::newRow("the program") << "";
    for (const char *name : {"check", "watch", "record", "diagnose", "backtest", "audit", "report", "replay",
                             "drill", "wall", "snapshot"})
        QTest::newRow(name) << name;
}

void TestCommandLine::help() {
    QFETCH(QString, command);
    const Ended ended = Program().run(
        QStringList{command, QStringLiteral("--help")}.filter(QRegularExpression(QStringLiteral("."))));
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.err, QByteArray());
    QVERIFY(ended.out.count('\n') <= 27);
    QVERIFY(ended.out.contains("Example"));
    QVERIFY(ended.out.contains("spillway " + command.toUtf8()));
    for (const QByteArray &line : ended.out.split('\n'))
        QVERIFY2(line.size() <= 100, line.constData());
}

void TestCommandLine::version() {
    const Ended ended = Program().run({QStringLiteral("--version")});
    QCOMPARE(ended.status, 0);
    QVERIFY(QRegularExpression(QStringLiteral("^spillway [0-9]+\\.[0-9]+\\.[0-9]+\n$"))
                .match(QString::fromUtf8(ended.out))
                .hasMatch());
}

void TestCommandLine::checkSaysWhatWouldBeWatched() {
    const Program program;
    const Ended ended = program.run({QStringLiteral("check"), program.write("x.toml", configuration)});
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.err, QByteArray());
    const QList<QByteArray> lines = ended.out.split('\n');
    QCOMPARE(lines[0], QByteArray("checkout"));
    QCOMPARE(lines[1].simplified(),
             QByteArray("cache cache-1 redis monitor@cache-1.example:6379 TLS verified every 1 "
                        "s password from $CACHE_PASSWORD"));
    QCOMPARE(
        lines[2].simplified(),
        QByteArray("database db-1 postgresql monitor@127.0.0.1:5432/app not encrypted every 1 s 16 vCPU"));
    QCOMPARE(lines[3], QByteArray("Rules"));
}

void TestCommandLine::checkNamesEveryFault() {
    const Program program;
    program.write("x.toml",
                  "every = \"0s\"\n" + configuration + "colour = \"red\"\n[[rule]]\nalert = \"a\"\n");
    const Ended ended = program.run({QStringLiteral("check"), QStringLiteral("x.toml")});
    QCOMPARE(ended.status, 2);
    QCOMPARE(ended.out, QByteArray());
    const QList<QByteArray> lines = ended.err.split('\n');
    QVERIFY2(lines[0].startsWith("x.toml:1:9: 'every' is too short; "), ended.err.constData());
    QVERIFY2(lines[1].startsWith("x.toml:12:1: unknown key 'colour' in [[stack.database]]"),
             ended.err.constData());
    QVERIFY2(lines[2].startsWith("x.toml:13:1: [[rule]] without 'metric'"), ended.err.constData());
    QVERIFY2(lines[3].startsWith("x.toml:13:1: [[rule]] without a comparison"), ended.err.constData());
}

void TestCommandLine::checkNeverRepeatsAPassword() {
    const Program program;
    program.write("x.toml", QByteArray(configuration).replace("monitor@127", "monitor:hunter2@127"));
    const Ended ended = program.run({QStringLiteral("check"), QStringLiteral("x.toml")});
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.err.startsWith("x.toml:9:7: the URL holds a password"), ended.err.constData());
    QVERIFY(ended.out.contains("password from the URL"));
    QVERIFY(!(ended.out + ended.err).contains("hunter2"));
}

void TestCommandLine::noDisplay_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing named") << QStringList();
    QTest::newRow("a configuration") << QStringList{QStringLiteral("x.toml")};
}

void TestCommandLine::noDisplay() {
    QFETCH(QStringList, arguments);
    const Program program;
    program.write("x.toml", configuration);
    const Ended ended = program.run(arguments);
    QCOMPARE(ended.status, 3);
    QCOMPARE(
        ended.err,
        QByteArray("spillway: no display (DISPLAY and WAYLAND_DISPLAY are not set); these need none: "
                   "check, watch, record, diagnose, backtest, audit, report, snapshot, export, import\n"));
}

void TestCommandLine::silentDisplay() {
    Program program;
    program.set("DISPLAY", QStringLiteral(":4711"));
    const Ended ended = program.run({});
    QCOMPARE(ended.status, 3);
    QVERIFY2(ended.err.startsWith("spillway: no display (the display server at :4711 does not answer); "),
             ended.err.constData());
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"

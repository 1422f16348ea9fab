#include "configfile.h"

#include <QtTest>

using namespace spillway;

namespace {

// A configuration without a fault. Lines 1 to 8; what a row appends begins in line 9.
const QByteArray sound = "[[stack]]\n"
                         "name = \"checkout\"\n"
                         "[[stack.cache]]\n"
                         "name = \"cache-1\"\n"
                         "url = \"redis://cache-1\"\n"
                         "[[stack.database]]\n"
                         "name = \"db-1\"\n"
                         "url = \"postgresql://db-1/app\"\n";

QByteArray soundBut(const char *line, const QByteArray &instead) {
    QByteArray changed = sound;
    Q_ASSERT(changed.contains(line));
    return changed.replace(line, instead);
}

QByteArray rule(const QByteArray &lines) {
    return sound + "[[rule]]\nalert = \"Hit ratio low\"\nmetric = \"hit_ratio\"\n" +
           lines; // lines begin in line 12
}

QString texts(const std::vector<ConfigProblem> &problems) {
    QStringList lines;
    for (const ConfigProblem &problem : problems)
        lines << problem.text();
    return lines.join(u'\n');
}

} // namespace

class TestConfigFile : public QObject {
    Q_OBJECT
private slots:
    void example();
    void defaults();
    void secrets();
    void broken_data();
    void broken();
    void allAtOnce();
    void warnsOfPasswords();
    void silences();
    void rulesOnly();
    void rulesOnlyBroken();
    void unreadable_data();
    void unreadable();
    void anyCutIsAnswered();
};

void TestConfigFile::example() {
    const LoadedConfiguration loaded =
        loadConfiguration(QStringLiteral(SPILLWAY_SOURCE_DIR "/resources/spillway.example.toml"));
    QVERIFY2(loaded.configuration, qPrintable(texts(loaded.problems)));
    QVERIFY(loaded.warnings.empty());
    const Configuration &config = *loaded.configuration;
    QCOMPARE(config.every, Duration(1s));
    QCOMPARE(config.stacks.size(), size_t(1));
    QCOMPARE(config.stacks[0].name, QStringLiteral("checkout"));
    QCOMPARE(config.stacks[0].caches, std::vector<EndpointId>{0});
    QCOMPARE(config.stacks[0].databases, std::vector<EndpointId>{1});
    QCOMPARE(config.endpoints[0].kind, EndpointKind::Redis);
    QCOMPARE(config.endpoints[0].address.tls, Tls::Verify);
    QCOMPARE(std::get<EnvironmentSecret>(config.endpoints[0].secret).variable,
             QStringLiteral("CACHE_PASSWORD"));
    QCOMPARE(config.endpoints[1].role, Role::Database);
    QCOMPARE(config.endpoints[1].vcpu, 16.0);
    QCOMPARE(config.rules.size(), size_t(2));
    const Rule &low = config.rules[0];
    QCOMPARE(low.name, QStringLiteral("Hit ratio low"));
    QCOMPARE(low.comparison, Comparison::Below);
    QCOMPARE(low.threshold, 0.8);
    QCOMPARE(low.recover, 0.85);
    QCOMPARE(low.hold, Duration(30s));
    QCOMPARE(low.keepFiring, Duration(2min));
    QCOMPARE(low.window, Duration(60s));
    QCOMPARE(low.minLookups, 20.0);
    QCOMPARE(low.stack, QStringLiteral("checkout"));
    QCOMPARE(config.rules[1].severity, Severity::Critical);
}

void TestConfigFile::defaults() {
    const QByteArray toml = "every = \"500ms\"\n" + sound +
                            "[[stack.database]]\nname = \"db-2\"\nurl = \"mysql://db-2\"\n"
                            "[[stack.database]]\nname = \"db-3\"\nurl = \"mysql://db-3\"\nevery = \"5s\"\n"
                            "[[stack.database]]\nname = \"db-4\"\n"
                            "url = 'prometheus+http://m/?kind=mysql&match={instance=\"db-4\"}'\n";
    const LoadedConfiguration loaded = parseConfiguration(toml, QStringLiteral("x.toml"));
    QVERIFY2(loaded.configuration, qPrintable(texts(loaded.problems)));
    const std::vector<Endpoint> &endpoints = loaded.configuration->endpoints;
    QCOMPARE(endpoints[0].every, Duration(500ms));
    QCOMPARE(endpoints[1].every, Duration(500ms));
    QVERIFY(!endpoints[1].vcpu); // "capacity unknown"
    QCOMPARE(endpoints[2].every, Duration(2s));
    QCOMPARE(endpoints[3].every, Duration(5s));
    QCOMPARE(endpoints[4].every, Duration(15s));
    QVERIFY(loaded.configuration->rules == builtInRules());
}

void TestConfigFile::secrets() {
    const auto secretOf = [](const char *line) {
        const QByteArray toml = soundBut("[[stack.database]]", line + QByteArray("[[stack.database]]"));
        const LoadedConfiguration loaded = parseConfiguration(toml, QStringLiteral("/etc/spillway/x.toml"));
        return loaded.configuration ? loaded.configuration->endpoints[0].secret : SecretSource(NoSecret());
    };
    QCOMPARE(std::get<FileSecret>(secretOf("password_file = \"p\"\n")).path,
             QStringLiteral("/etc/spillway/p"));
    QCOMPARE(std::get<FileSecret>(secretOf("password_file = \"/run/p\"\n")).path, QStringLiteral("/run/p"));
    QCOMPARE(std::get<FileSecret>(secretOf("password_file = \"~/p\"\n")).path,
             QDir::home().filePath(QStringLiteral("p")));
    QCOMPARE(std::get<CommandSecret>(secretOf("password_command = [\"pass\", \"cache\"]\n")).argv,
             (QStringList{QStringLiteral("pass"), QStringLiteral("cache")}));
    QVERIFY(std::holds_alternative<KeyringSecret>(secretOf("keyring = true\n")));
    QVERIFY(std::holds_alternative<NoSecret>(secretOf("keyring = false\n")));
}

void TestConfigFile::broken_data() {
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("what"); // part of the rest
    const auto row = [](const char *name, const QByteArray &toml, const char *place, const char *what) {
        QTest::newRow(name) << toml << QString::fromUtf8(place) << QString::fromUtf8(what);
    };
    // Syntax
    row("empty file", "", "1:1", "no stack is configured; add [[stack]]");
    row("text without quotes", soundBut("\"checkout\"", "checkout"), "2:8",
        "could not determine value type (value)");
    row("duration without quotes", "every = 1s\n" + sound, "1:10", "put durations in quotes");
    row("open quote", soundBut("\"cache-1\"", "\"cache-1"), "4:16", "(string)");
    row("key twice", soundBut("name = \"cache-1\"\n", "name = \"a\"\nname = \"b\"\n"), "5:8",
        "cannot redefine existing string 'name' (key-value pair); keep one of the two");
    row("bracket missing", soundBut("[[stack]]", "[[stack]"), "1:9", "(table header)");
    row("not UTF-8, after the last good letter", soundBut("checkout", "check\xffout"), "2:13",
        "save the file as UTF-8");
    // Silences
    const auto silence = [](const QByteArray &lines) { return sound + "[[silence]]\n" + lines; }; // line 10
    row("silence without a time", silence("reason = \"backup\"\nto = \"04:00\"\n"), "9:1",
        "from = \"02:00\"");
    row("silence without a reason", silence("from = \"02:00\"\nto = \"04:00\"\n"), "9:1", "reason");
    row("silence at no time of day", silence("from = \"25:00\"\nto = \"04:00\"\nreason = \"b\"\n"), "10:8",
        "'25:00' is not a time of day; write hours and minutes in UTC");
    row("silence with minutes past the hour", silence("from = \"02:60\"\nto = \"04:00\"\nreason = \"b\"\n"),
        "10:8", "is not a time of day");
    row("silence on no day",
        silence("days = [\"someday\"]\nfrom = \"02:00\"\nto = \"04:00\"\nreason = \"b\"\n"), "10:8",
        "'someday' is not a day");
    row("silence of a stack that is not there",
        silence("stack = \"chekout\"\nfrom = \"02:00\"\nto = \"04:00\"\nreason = \"b\"\n"), "10:9",
        "'stack' selects nothing, did you mean 'checkout'?");
    row("silence of a rule that is not there",
        silence("rule = \"Hit ratio lowe\"\nfrom = \"02:00\"\nto = \"04:00\"\nreason = \"b\"\n"), "10:8",
        "'rule' selects nothing");
    // Types, keys and names
    row("unknown key of the file", "evry = \"1s\"\n" + sound, "1:1",
        "unknown key 'evry' in the file, did you mean 'every'?; known are every, stack, rule, silence, "
        "deliver, heartbeat");
    row("unknown key of a stack, after a letter of two bytes",
        "# é\n" + soundBut("name = \"checkout\"\n", "name = \"é\"\nnmae = 1\n"), "4:1",
        "unknown key 'nmae' in [[stack]], did you mean 'name'?");
    row("unknown key of an endpoint", soundBut("url = \"redis", "ulr = 1\nurl = \"redis"), "5:1",
        "unknown key 'ulr' in [[stack.cache]], did you mean 'url'?");
    row("password in the file", sound + "password = \"hunter2\"\n", "9:1",
        "unknown key 'password' in [[stack.database]], did you mean 'password_env'?");
    row("capacity of a cache", soundBut("url = \"redis", "vcpu = 4\nurl = \"redis"), "5:1",
        "unknown key 'vcpu'");
    row("column counts letters, not bytes", soundBut("name = \"db-1\"", "\"é\" = 1\nname = \"db-1\""), "7:1",
        "unknown key 'é'");
    row("number as a name", soundBut("name = \"cache-1\"", "name = 1"), "4:8",
        "'name' is a number, not a text in quotes");
    row("empty name", soundBut("name = \"cache-1\"", "name = \" \""), "4:8", "'name' is empty");
    row("name with a line feed", soundBut("name = \"cache-1\"", "name = \"a\\nb\""), "4:8",
        "control character");
    row("missing name", soundBut("name = \"cache-1\"\n", ""), "3:1", "[[stack.cache]] without 'name'");
    row("missing url", soundBut("url = \"redis://cache-1\"\n", ""), "3:1", "add url = \"redis://host:6379\"");
    row("one table instead of a list", soundBut("[[stack.cache]]", "[stack.cache]"), "3:1",
        "'cache' is a table, not a list of tables; write [[stack.cache]]");
    row("stack as a number", "stack = 3\n", "1:9", "'stack' is a number, not a list of tables");
    row("two stacks of one name",
        sound + "[[stack]]\nname = \"checkout\"\n[[stack.cache]]\nname = \"c\"\nurl = \"redis://c\"\n"
                "[[stack.database]]\nname = \"d\"\nurl = \"postgresql://d\"\n",
        "10:8", "a second stack has this name; rename one; the first is in line 2");
    row("two endpoints of one name", soundBut("\"db-1\"\n", "\"cache-1\"\n"), "7:8",
        "a second endpoint has this name; rename one; the first is in line 4");
    row("stack without a cache",
        "[[stack]]\nname = \"a\"\n[[stack.database]]\nname = \"d\"\nurl = \"postgres://d\"\n", "1:1",
        "the stack has no cache; add [[stack.cache]]");
    row("stack without a database",
        "[[stack]]\nname = \"a\"\n[[stack.cache]]\nname = \"c\"\nurl = \"redis://c\"\n", "1:1",
        "the stack has no database; add [[stack.database]]");
    // Values
    row("cadence below the least", "every = \"100ms\"\n" + sound, "1:9",
        "'every' is too short; use at least \"250ms\"");
    row("negative cadence", "every = \"-1s\"\n" + sound, "1:9", "'every' is not a duration");
    row("cadence of zero", sound + "every = \"0s\"\n", "9:9", "'every' is too short");
    row("cadence as a number", "every = 1\n" + sound, "1:9", "'every' is a number, not a text in quotes");
    row("no processors", sound + "vcpu = 0\n", "9:8", "'vcpu' is not a number of processors");
    row("infinitely many processors", sound + "vcpu = inf\n", "9:8", "'vcpu' is not finite");
    row("processors in quotes", sound + "vcpu = \"16\"\n", "9:8", "'vcpu' is a text, not a number");
    row("unsupported scheme", soundBut("redis://cache-1", "reddis://cache-1"), "5:7",
        "unsupported scheme 'reddis', did you mean 'redis'?; use one of redis, rediss");
    row("fragment", soundBut("redis://cache-1", "redis://p#x@h/0"), "5:7", "a fragment");
    row("missing host", soundBut("redis://cache-1", "redis://:6379"), "5:7",
        "the host of the URL is missing");
    row("bad port", soundBut("redis://cache-1", "redis://cache-1:70000"), "5:7",
        "port of the URL is not a number");
    row("two places for the password", sound + "password_env = \"A\"\npassword_file = \"b\"\n", "10:17",
        "a second place for the password");
    row("two places for the password, one in the URL",
        soundBut("\"redis://cache-1\"", "\"redis://:hunter2@c\"\npassword_env = \"A\""), "6:16",
        "a second place for the password");
    row("no name of the variable", sound + "password_env = \"\"\n", "9:16", "'password_env' is empty");
    row("command as one text", sound + "password_command = \"pass cache\"\n", "9:20",
        "'password_command' is a text, not a list");
    row("command with a number", sound + "password_command = [\"pass\", 1]\n", "9:20", "not a list of texts");
    row("keyring in quotes", sound + "keyring = \"yes\"\n", "9:11", "'keyring' is a text, not true or false");
    // Rules
    row("unknown metric", sound + "[[rule]]\nalert = \"a\"\nmetric = \"hit_rate\"\nbelow = 0.8\n", "11:10",
        "unknown metric, did you mean 'hit_ratio'?; use one of hit_ratio");
    row("no metric", sound + "[[rule]]\nalert = \"a\"\nbelow = 0.8\n", "9:1", "[[rule]] without 'metric'");
    row("no name of a rule", sound + "[[rule]]\nmetric = \"load\"\nabove = 8\n", "9:1",
        "[[rule]] without 'alert'");
    row("no comparison", rule(""), "9:1", "[[rule]] without a comparison; add one of below, above");
    row("two comparisons", rule("below = 0.8\nabove = 0.9\n"), "13:9", "'below' and 'above' in one rule");
    row("recover on the wrong side of below", rule("below = 0.8\nrecover = 0.7\n"), "13:11",
        "'recover' is on the wrong side of 'below'; use a value of 0.8 or more");
    row("recover on the wrong side of below_usual_by", rule("below_usual_by = 0.1\nrecover = 0.2\n"), "13:11",
        "use a value of 0.1 or less");
    row("recover on the wrong side of above",
        sound + "[[rule]]\nalert = \"a\"\nmetric = \"load\"\nabove = 8\nrecover = 9\n", "13:11",
        "'recover' is on the wrong side of 'above'; use a value of 8 or less");
    row("percent instead of a ratio", rule("below = 80\n"), "12:9",
        "a ratio is a number from 0 to 1; write 0.8 for 80 %");
    row("threshold in quotes", rule("below = \"80 %\"\nrecover = 0.9\n"), "12:9",
        "'below' is a text, not a number");
    row("zero times the usual", sound + "[[rule]]\nalert = \"a\"\nmetric = \"load\"\nabove_usual_times = 0\n",
        "12:21", "'above_usual_times' is not positive");
    row("negative threshold", sound + "[[rule]]\nalert = \"a\"\nmetric = \"load\"\nabove = -1\n", "12:9",
        "'above' is negative");
    row("negative hold", rule("below = 0.8\nfor = \"-30s\"\n"), "13:7", "'for' is not a duration");
    row("window of zero", rule("below = 0.8\nwindow = \"0s\"\n"), "13:10", "'window' is too short");
    row("negative lookups", rule("below = 0.8\nmin_lookups = -1\n"), "13:15", "'min_lookups' is negative");
    row("unknown severity", rule("below = 0.8\nseverity = \"critcal\"\n"), "13:12",
        "unknown severity, did you mean 'critical'?; use \"warning\" or \"critical\"");
    row("stack that is not there", rule("below = 0.8\nstack = \"chekout\"\n"), "13:9",
        "'stack' selects nothing, did you mean 'checkout'?");
    row("endpoint that is not there", rule("below = 0.8\nendpoint = \"cache-9\"\n"), "13:12",
        "'endpoint' selects nothing, did you mean 'cache-1'?; use one of cache-1, db-1");
    row("two rules of one name",
        rule("below = 0.8\n") + "[[rule]]\nalert = \"Hit ratio low\"\nmetric = \"load\"\nabove = 8\n", "14:9",
        "a second rule has this name; rename one; the first is in line 10");
    row("unknown key of a rule", rule("below = 0.8\nexpr = \"x\"\n"), "13:1",
        "unknown key 'expr' in [[rule]]");
}

void TestConfigFile::broken() {
    QFETCH(QByteArray, toml);
    QFETCH(QString, place);
    QFETCH(QString, what);
    const LoadedConfiguration loaded = parseConfiguration(toml, QStringLiteral("x.toml"));
    QVERIFY(!loaded.configuration);
    QVERIFY2(loaded.problems.size() == 1, qPrintable(texts(loaded.problems)));
    const QString text = loaded.problems.front().text();
    QVERIFY2(text.startsWith(QStringLiteral("x.toml:%1: ").arg(place)), qPrintable(text));
    QVERIFY2(text.contains(what), qPrintable(text));
    QVERIFY(!loaded.problems.front().remedy.isEmpty());
    QVERIFY2(!text.contains(QLatin1String("hunter2")), qPrintable(text));
    QVERIFY(!text.contains(u'\n'));
}

void TestConfigFile::allAtOnce() {
    const QByteArray toml = "every = \"0s\"\n"        // 1
                            "[[rule]]\n"              // 2, without a name
                            "metric = \"laod\"\n"     // 3
                            "above = 1\n"             // 4
                            "below = 1\n"             // 5
                            "[[stack]]\n"             // 6, without a database
                            "name = 7\n"              // 7
                            "[[stack.cache]]\n"       // 8
                            "name = \"c\"\n"          // 9
                            "url = \"redis://c:0\"\n" // 10
                            "color = \"red\"\n";      // 11
    const LoadedConfiguration loaded = parseConfiguration(toml, QStringLiteral("x.toml"));
    QStringList places;
    for (const ConfigProblem &problem : loaded.problems)
        places << QStringLiteral("%1:%2").arg(problem.line).arg(problem.column);
    QCOMPARE(places.join(u' '), QStringLiteral("1:9 2:1 3:10 4:9 6:1 7:8 10:7 11:1"));
}

void TestConfigFile::warnsOfPasswords() {
    const QByteArray toml = soundBut("redis://cache-1", "redis://monitor:hunter2@cache-1");
    const LoadedConfiguration loaded = parseConfiguration(toml, QStringLiteral("x.toml"));
    QVERIFY2(loaded.configuration, qPrintable(texts(loaded.problems)));
    QVERIFY(std::get<InlineSecret>(loaded.configuration->endpoints[0].secret).secret.expose() == "hunter2");
    QCOMPARE(loaded.warnings.size(), size_t(1));
    const QString text = loaded.warnings.front().text();
    QVERIFY2(text.startsWith(QStringLiteral("x.toml:5:7: the URL holds a password")), qPrintable(text));
    QVERIFY(!text.contains(QLatin1String("hunter2")));
}

void TestConfigFile::silences() {
    const LoadedConfiguration loaded = parseConfiguration(
        sound + "[[silence]]\nstack = \"checkout\"\nrule = \"Hit ratio low\"\ndays = [\"mon\", \"sun\"]\n"
                "from = \"22:30\"\nto = \"04:00\"\nreason = \"backup\"\n"
                "[[silence]]\nfrom = \"00:00\"\nto = \"24:00\"\nreason = \"moving\"\n",
        QStringLiteral("a.toml"));
    QVERIFY2(loaded.configuration, qPrintable(texts(loaded.problems)));
    const std::vector<Silence> expected{{QStringLiteral("checkout"),
                                         QStringLiteral("Hit ratio low"),
                                         {true, false, false, false, false, false, true},
                                         22 * 60 + 30,
                                         4 * 60,
                                         QStringLiteral("backup")},
                                        {QString(),
                                         QString(),
                                         {true, true, true, true, true, true, true},
                                         0,
                                         24 * 60,
                                         QStringLiteral("moving")}};
    QVERIFY(loaded.configuration->silences == expected);
}

void TestConfigFile::rulesOnly() {
    const Configuration base = *parseConfiguration(sound, QStringLiteral("x.toml")).configuration;
    const QByteArray rules =
        "[[rule]]\nalert = \"Load\"\nmetric = \"load\"\nabove = 8\nendpoint = \"db-1\"\n";
    for (const QByteArray &toml : {rules, "every = \"1s\"\n" + sound + rules}) {
        const LoadedConfiguration loaded = parseRules(toml, QStringLiteral("r.toml"), base);
        QVERIFY2(loaded.configuration, qPrintable(texts(loaded.problems)));
        QCOMPARE(loaded.configuration->rules.size(), size_t(1));
        QCOMPARE(loaded.configuration->rules[0].endpoint, QStringLiteral("db-1"));
        QCOMPARE(loaded.configuration->stacks, base.stacks);
    }
}

void TestConfigFile::rulesOnlyBroken() {
    const Configuration base = *parseConfiguration(sound, QStringLiteral("x.toml")).configuration;
    const LoadedConfiguration none = parseRules("", QStringLiteral("r.toml"), base);
    QCOMPARE(texts(none.problems),
             QStringLiteral("r.toml:1:1: no rule; add [[rule]] with alert, metric and below or above"));
    const LoadedConfiguration elsewhere =
        parseRules("[[rule]]\nalert = \"Load\"\nmetric = \"load\"\nabove = 8\nstack = \"payment\"\n",
                   QStringLiteral("r.toml"), base);
    QCOMPARE(texts(elsewhere.problems),
             QStringLiteral("r.toml:5:9: 'stack' selects nothing; use one of checkout"));
}

void TestConfigFile::unreadable_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("what");
    QTest::newRow("missing") << "/nonexistent/x.toml"
                             << "/nonexistent/x.toml: cannot be opened: ";
    QTest::newRow("a folder") << "/"
                              << "/: this is a folder; name a configuration file";
    QTest::newRow("endless") << "/dev/zero"
                             << "/dev/zero: is larger than 8 MiB";
}

void TestConfigFile::unreadable() {
    QFETCH(QString, path);
    QFETCH(QString, what);
    const LoadedConfiguration loaded = loadConfiguration(path);
    QVERIFY(!loaded.configuration);
    QCOMPARE(loaded.problems.size(), size_t(1));
    QVERIFY2(loaded.problems.front().text().startsWith(what), qPrintable(loaded.problems.front().text()));
}

// Every beginning of a file is either a configuration or has a problem inside its own lines.
void TestConfigFile::anyCutIsAnswered() {
    QFile file(QStringLiteral(SPILLWAY_SOURCE_DIR "/resources/spillway.example.toml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    for (qsizetype cut = 0; cut < whole.size(); ++cut) {
        const QByteArray toml = whole.left(cut);
        const LoadedConfiguration loaded = parseConfiguration(toml, QStringLiteral("x.toml"));
        QCOMPARE(loaded.configuration.has_value(), loaded.problems.empty());
        for (const ConfigProblem &problem : loaded.problems) {
            QVERIFY(problem.line >= 1 && problem.line <= toml.count('\n') + 1);
            QVERIFY(problem.column >= 1);
        }
    }
}

QTEST_GUILESS_MAIN(TestConfigFile)
#include "tst_configfile.moc"

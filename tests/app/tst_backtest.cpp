#include "program.h"
#include "shortoutage.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace spillway;

class TestBacktest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void severalRecordings();
    void json();
    void expectations_data();
    void expectations();
    void wrongUse_data();
    void wrongUse();

private:
    Ended backtest(const QStringList &arguments) const {
        return m_program.run(QStringList{QStringLiteral("backtest")} + arguments);
    }

    Program m_program;
};

void TestBacktest::initTestCase() {
    writeShortOutage(m_program.path("x.spill"));
    writeShortOutage(m_program.path("y.spill"));
    m_program.write("rules.toml", "[[rule]]\nalert = \"Hit ratio low\"\nmetric = \"hit_ratio\"\n"
                                  "below = 0.8\nfor = \"5s\"\nwindow = \"10s\"\n"
                                  "[[rule]]\nalert = \"Never\"\nmetric = \"hit_ratio\"\nbelow = 0.01\n");
    m_program.write("broken.toml", "[[rule]]\nalert = \"A\"\nmetric = \"hit_ratoi\"\nbelow = 0.8\n");
}

void TestBacktest::severalRecordings() {
    const Ended ended = backtest({QStringLiteral("x.spill"), QStringLiteral("y.spill"),
                                  QStringLiteral("--rules"), QStringLiteral("rules.toml")});
    QCOMPARE(ended.err, QByteArray());
    QCOMPARE(ended.status, 0);
    const QList<QByteArray> lines = ended.out.split('\n');
    QVERIFY2(lines[0].startsWith("RULE "), ended.out.constData());
    int fired = 0;
    int never = 0;
    for (const QByteArray &line : lines) {
        fired += line.startsWith("Hit ratio low") && line.contains("2024-03-03 10:");
        never += line.startsWith("Never") && line.count("never") == 2;
    }
    QVERIFY2(fired == 2 && never == 2, ended.out.constData());
}

void TestBacktest::expectations_data() {
    QTest::addColumn<QByteArray>("expect"); // the body of an [[expect]] table
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("met") << QByteArray("rule = \"Hit ratio low\"\nfires_by = \"2024-03-03T10:01:00Z\"\n") << 0
                         << QByteArray("1 of 1 expectations met\n");
    QTest::newRow("met by silence") << QByteArray("rule = \"Never\"\nfires = false\n") << 0
                                    << QByteArray("1 of 1 expectations met\n");
    QTest::newRow("too late") << QByteArray("rule = \"Hit ratio low\"\nfires_by = \"2024-03-03T10:00:00Z\"\n")
                              << 1 << QByteArray("e.toml:2: Hit ratio low in x.spill: fires at 10:00:");
    QTest::newRow("silent") << QByteArray("rule = \"Never\"\n") << 1
                            << QByteArray("e.toml:2: Never in x.spill: never fires, expected to fire\n");
    QTest::newRow("no such rule") << QByteArray("rule = \"Nevr\"\n") << 1
                                  << QByteArray("e.toml:2: Nevr in x.spill: no such rule for that stack\n");
    QTest::newRow("another recording") << QByteArray("rule = \"Never\"\nrecording = \"z.spill\"\n") << 1
                                       << QByteArray("e.toml:2: no recording named z.spill was given\n");
    QTest::newRow("a bad file") << QByteArray("rule = 3\n") << 2 << QByteArray("e.toml:2:8: ");
}

void TestBacktest::expectations() {
    QFETCH(QByteArray, expect);
    QFETCH(int, status);
    QFETCH(QByteArray, said);
    m_program.write("e.toml", "[[expect]]\n" + expect);
    const Ended ended =
        backtest({QStringLiteral("x.spill"), QStringLiteral("--rules"), QStringLiteral("rules.toml"),
                  QStringLiteral("--expect"), QStringLiteral("e.toml")});
    QVERIFY2(ended.err.startsWith(said), ended.err.constData());
    QCOMPARE(ended.status, status);
}

void TestBacktest::json() {
    const Ended ended = backtest({QStringLiteral("x.spill"), QStringLiteral("--rules"),
                                  QStringLiteral("rules.toml"), QStringLiteral("--json")});
    QCOMPARE(ended.status, 0);
    const QJsonObject row = QJsonDocument::fromJson(ended.out.split('\n').first()).object();
    QCOMPARE(row[u"rule"].toString(), QStringLiteral("Hit ratio low"));
    const auto from = Instant::fromIso(row[u"would_fire"].toObject()[u"from"].toString());
    QVERIFY2(from && *from > Checkout::start() + Duration(120'000), ended.out.constData());
}

void TestBacktest::wrongUse_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no rules") << QStringList{QStringLiteral("x.spill")}
                              << QByteArray("--rules FILE is missing");
    QTest::newRow("a metric that does not exist is named by its place")
        << QStringList{QStringLiteral("x.spill"), QStringLiteral("y.spill"), QStringLiteral("--rules"),
                       QStringLiteral("broken.toml")}
        << QByteArray("broken.toml:3:");
    QTest::newRow("a recording that does not exist")
        << QStringList{QStringLiteral("none.spill"), QStringLiteral("--rules"), QStringLiteral("rules.toml")}
        << QByteArray("none.spill does not exist");
}

void TestBacktest::wrongUse() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Ended ended = backtest(arguments);
    QCOMPARE(ended.status, 2);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.count(said) == 1, ended.err.constData());
}

QTEST_GUILESS_MAIN(TestBacktest)
#include "tst_backtest.moc"

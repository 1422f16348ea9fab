// The drill command without a display: what it lists, what it refuses, and that it keeps to its history.

#include "program.h"

using namespace spillway;

class TestDrill : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_program.set("USER", QStringLiteral("ada"));
        m_program.set("XDG_STATE_HOME", m_program.folder());
    }
    void listsThemAll();
    void listsHowTheyWent();
    void refuses_data();
    void refuses();

private:
    Ended drill(const QStringList &arguments) const {
        return m_program.run(QStringList{QStringLiteral("drill")} + arguments);
    }

    Program m_program;
};

void TestDrill::listsThemAll() {
    const Ended ended = drill({QStringLiteral("--list")});
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.out.count("not done yet"), qsizetype(9));
    QVERIFY2(ended.out.contains("overloaded-database"), ended.out.constData());
}

void TestDrill::listsHowTheyWent() {
    QVERIFY(QDir(m_program.folder()).mkpath(QStringLiteral("spillway")));
    m_program.write(
        "spillway/drills",
        "{\"at\":\"2025-02-03T10:00:00Z\",\"drill\":\"spike-at-night\",\"person\":\"ada\",\"points\":40}\n"
        "{\"at\":\"2025-02-04T10:00:00Z\",\"drill\":\"spike-at-night\",\"person\":\"ada\",\"points\":75}\n"
        "{\"at\":\"2025-02-04T10:00:00Z\",\"drill\":\"spike-at-night\",\"person\":\"sam\",\"points\":99}\n");
    const Ended ended = drill({QStringLiteral("--list")});
    QVERIFY2(ended.out.contains("done 2 x, best 75 points"), ended.out.constData());
    QCOMPARE(ended.out.count("not done yet"), qsizetype(8));
}

void TestDrill::refuses_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("a mistyped name")
        << QStringList{QStringLiteral("spike-at-nigh")} << 2
        << QByteArray("there is no drill 'spike-at-nigh', did you mean 'spike-at-night'?");
    QTest::newRow("no such file") << QStringList{QStringLiteral("./x.spill")} << 2 << QByteArray("x.spill");
    QTest::newRow("no speed") << QStringList{QStringLiteral("--speed"), QStringLiteral("fast")} << 2
                              << QByteArray("--speed");
    QTest::newRow("no display") << QStringList{QStringLiteral("spike-at-night")} << 3
                                << QByteArray("no display");
    QTest::newRow("no display, and no name") << QStringList{} << 3 << QByteArray("no display");
}

void TestDrill::refuses() {
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, what);
    const Ended ended = drill(arguments);
    QVERIFY2(ended.err.contains(what), ended.err.constData());
    QCOMPARE(ended.status, status);
}

QTEST_GUILESS_MAIN(TestDrill)
#include "tst_drill.moc"

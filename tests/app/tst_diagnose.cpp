#include "program.h"
#include "shortoutage.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace spillway;

class TestDiagnose : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void timelineAndIncident();
    void json();
    void span();
    void otherRules();
    void brokenRules();
    void truncated();
    void garbage_data();
    void garbage();

private:
    Ended diagnose(const QStringList &options, const QString &file = QStringLiteral("x.spill")) const {
        return m_program.run(QStringList{QStringLiteral("diagnose"), file} + options);
    }

    Program m_program;
};

void TestDiagnose::initTestCase() {
    writeShortOutage(m_program.path("x.spill"));
}

void TestDiagnose::timelineAndIncident() {
    const Ended ended = diagnose({});
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.err, QByteArray());
    QVERIFY2(ended.out.startsWith("2024-03-03 UTC\n"), ended.out.constData());
    QVERIFY2(ended.out.contains("critical   Load high"), ended.out.constData());
    QVERIFY2(ended.out.contains("note       Deployed at ten"), ended.out.constData());
    QVERIFY2(ended.out.contains("\nIncidents\ncheckout, "), ended.out.constData());
}

void TestDiagnose::json() {
    const Ended ended = diagnose({QStringLiteral("--json")});
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.err, QByteArray());
    QSet<QString> kinds;
    for (const QByteArray &line : ended.out.split('\n').mid(0, ended.out.count('\n'))) {
        QJsonParseError error;
        const QJsonObject event = QJsonDocument::fromJson(line, &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        for (const char *key : {"at", "stack", "kind", "text"})
            QVERIFY2(event.contains(QLatin1String(key)), line.constData());
        kinds << event[u"kind"].toString();
    }
    QVERIFY(kinds.contains(QStringLiteral("alert")) && kinds.contains(QStringLiteral("verdict")) &&
            kinds.contains(QStringLiteral("note")));
    QCOMPARE(diagnose({QStringLiteral("--json")}).out, ended.out);
}

void TestDiagnose::span() {
    const QList<QByteArray> all = diagnose({QStringLiteral("--json")}).out.split('\n');
    const QByteArray from = "2024-03-03T10:00:05Z";
    const QByteArray to = "2024-03-03T10:00:30Z";
    QByteArray expected;
    for (const QByteArray &line : all) {
        const QString at = QJsonDocument::fromJson(line).object()[u"at"].toString();
        if (const auto instant = Instant::fromIso(at);
            instant && *instant >= *Instant::fromIso(QString::fromLatin1(from)) &&
            *instant <= *Instant::fromIso(QString::fromLatin1(to)))
            expected += line + '\n';
    }
    QVERIFY(!expected.isEmpty());
    const Ended part = diagnose({QStringLiteral("--json"), QStringLiteral("--from"),
                                 QString::fromLatin1(from), QStringLiteral("--to"), QString::fromLatin1(to)});
    QCOMPARE(part.status, 0);
    QVERIFY2(part.out == expected, (part.out + "----\n" + expected).constData());
}

void TestDiagnose::otherRules() {
    const QString rules =
        m_program.write("r.toml", "[[rule]]\nalert = \"Any load\"\nmetric = \"load\"\nabove = 2\n");
    const Ended ended = diagnose({QStringLiteral("--rules"), rules});
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.out.contains("warning    Any load"), ended.out.constData());
    QVERIFY(!ended.out.contains("Load high"));
}

void TestDiagnose::brokenRules() {
    m_program.write("r.toml", "[[rule]]\nalert = \"a\"\nmetric = \"laod\"\nabove = 2\n");
    const Ended ended = diagnose({QStringLiteral("--rules"), QStringLiteral("r.toml")});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.startsWith("r.toml:3:10: unknown metric, did you mean 'load'?"),
             ended.err.constData());
}

// A file that lost its end opens up to its cut, and says so.
void TestDiagnose::truncated() {
    QFile whole(m_program.path("x.spill"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    for (const int parts : {2, 3, 4}) {
        m_program.write("cut.spill", bytes.left(bytes.size() * (parts - 1) / parts));
        const Ended ended = diagnose({}, QStringLiteral("cut.spill"));
        QVERIFY2(ended.status == 0 || ended.status == 2, ended.err.constData());
        QVERIFY(ended.err.contains("cut.spill: "));
    }
}

void TestDiagnose::garbage_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("[[stack]]\nname = \"a\"\n");
    QTest::newRow("the head of a database and nothing else") << QByteArray("SQLite format 3\0", 16);
    QTest::newRow("zeroes") << QByteArray(4096, '\0');
}

void TestDiagnose::garbage() {
    QFETCH(QByteArray, bytes);
    m_program.write("g.spill", bytes);
    const Ended ended = diagnose({}, QStringLiteral("g.spill"));
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.startsWith("g.spill: "), ended.err.constData());
    QCOMPARE(ended.err.count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestDiagnose)
#include "tst_diagnose.moc"

#include "program.h"
#include "shortoutage.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace spillway;

class TestAuditCommand : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { writeShortOutage(m_program.path("x.spill")); }
    void saysWhatItJudged();
    void findsTheMisconfigurationOfTheOutage_data();
    void findsTheMisconfigurationOfTheOutage();
    void aReviewIsCompared();
    void anAcceptedFindingIsNotDue();
    void refuses_data();
    void refuses();
    void nobodyAnswers();

private:
    Ended audit(const QStringList &options, const QString &file = QStringLiteral("x.spill")) const {
        return m_program.run(QStringList{QStringLiteral("audit"), file} + options);
    }

    Program m_program;
    const QString m_outage = QStringLiteral(SPILLWAY_SOURCE_DIR "/resources/recordings/march-3.spill");
};

void TestAuditCommand::saysWhatItJudged() {
    const Ended ended = audit({});
    QVERIFY2(ended.out.startsWith("Judged at 2024-03-03T"), ended.out.constData());
    QVERIFY2(ended.out.contains("passed"), ended.out.constData());
    for (const QString &line : QString::fromUtf8(ended.out).split(u'\n'))
        QVERIFY2(line.size() <= 100, qPrintable(line));
}

void TestAuditCommand::findsTheMisconfigurationOfTheOutage_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("whole") << QStringList();
    QTest::newRow("before anybody looked, at ten")
        << QStringList{QStringLiteral("--to"), QStringLiteral("2024-03-03T10:00:00Z")};
}

void TestAuditCommand::findsTheMisconfigurationOfTheOutage() {
    QFETCH(QStringList, options);
    const Ended ended = audit(options, m_outage);
    QCOMPARE(ended.status, 1);
    const QString text = QString::fromUtf8(ended.out).simplified().replace(QChar(0xa0), u' ');
    QVERIFY2(text.contains(u"R23 cache-1 Changed settings"), ended.out.constData());
    QVERIFY2(text.contains(u"maxmemory went from 4 GiB to 400 MiB"), ended.out.constData());
    QVERIFY2(text.contains(u"CONFIG SET maxmemory 4294967296"), ended.out.constData());
    // At ten the evictions had not yet lasted for the ten minutes that R04 wants.
    QCOMPARE(text.contains(u"R04 cache-1 Working set"), options.isEmpty());
    QVERIFY2(text.contains(u"X01 checkout"), ended.out.constData());
}

void TestAuditCommand::aReviewIsCompared() {
    const Ended first = audit({QStringLiteral("--format"), QStringLiteral("json")});
    for (const QByteArray &line : first.out.split('\n').mid(0, first.out.count('\n'))) {
        QJsonParseError error;
        QVERIFY(QJsonDocument::fromJson(line, &error).object().contains(u"kind"));
        QCOMPARE(error.error, QJsonParseError::NoError);
    }
    m_program.write("r.json", first.out);
    const Ended again = audit({QStringLiteral("--since"), QStringLiteral("r.json")});
    QCOMPARE(again.status, first.status);
    QVERIFY2(!again.out.contains("(new)"), again.out.constData());
}

void TestAuditCommand::anAcceptedFindingIsNotDue() {
    const QByteArray review = audit({QStringLiteral("--format"), QStringLiteral("json")}).out;
    QByteArray accepted;
    for (const QByteArray &line : review.split('\n')) {
        QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object[u"verdict"].toString() == u"fail")
            object[u"accepted"] = QJsonObject{{QStringLiteral("reason"), QStringLiteral("known")},
                                              {QStringLiteral("by"), QStringLiteral("sam")},
                                              {QStringLiteral("until"), QStringLiteral("2024-12-31")}};
        if (!object.isEmpty())
            accepted += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    m_program.write("a.json", accepted);
    QCOMPARE(audit({QStringLiteral("--since"), QStringLiteral("a.json")}).status, 0);
    m_program.write("a.json", accepted.replace("2024-12-31", "2024-03-02"));
    const Ended ended = audit({QStringLiteral("--since"), QStringLiteral("a.json")});
    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.out.contains("(again: accepted until 2024-03-02)"), ended.out.constData());
}

void TestAuditCommand::refuses_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("another format") << QStringList{QStringLiteral("--format"), QStringLiteral("xml")}
                                    << QByteArray("--format wants text");
    QTest::newRow("a time to watch a recording")
        << QStringList{QStringLiteral("--for"), QStringLiteral("9s")} << QByteArray("--for is for live");
    QTest::newRow("no review") << QStringList{QStringLiteral("--since"), QStringLiteral("none.json")}
                               << QByteArray("none.json: ");
}

void TestAuditCommand::refuses() {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, what);
    const Ended ended = audit(options);
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains(what), ended.err.constData());
    QCOMPARE(ended.out, QByteArray());
}

void TestAuditCommand::nobodyAnswers() {
    m_program.write("c.toml",
                    "[[stack]]\nname = \"a\"\n[[stack.cache]]\nname = \"c\"\nurl = \"redis://127.0.0.1:1\"\n"
                    "[[stack.database]]\nname = \"d\"\nurl = \"postgresql://x@127.0.0.1:1/x\"\n");
    const Ended ended = audit({QStringLiteral("--for"), QStringLiteral("1s")}, QStringLiteral("c.toml"));
    QCOMPARE(ended.status, 3);
    QVERIFY2(ended.err.contains("no endpoint answered"), ended.err.constData());
}

QTEST_GUILESS_MAIN(TestAuditCommand)
#include "tst_auditcommand.moc"

#include "program.h"
#include "shortoutage.h"

using namespace spillway;

class TestReport : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { writeShortOutage(m_program.path("x.spill")); }
    void writes_data();
    void writes();
    void refusesAnotherSuffix();

private:
    Program m_program;
};

void TestReport::writes_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArrayList>("parts");
    QTest::newRow("Markdown, with its pictures beside it")
        << "r.md"
        << QByteArrayList{"# Postmortem draft: x.spill",
                          "## Summary",
                          "## Timeline",
                          "Deployed at ten",
                          "| dana | We think it is the cache. |",
                          "**Lost to a wrong hypothesis: 20\xc2\xa0s.**",
                          "## Action items"};
    QTest::newRow("HTML, complete in itself")
        << "r.html"
        << QByteArrayList{"<html lang=\"en\">", "<title>x.spill</title>", "<h1", "Deployed at ten"};
    QTest::newRow("PDF") << "r.pdf" << QByteArrayList{"%PDF-1", "%%EOF"};
}

void TestReport::writes() {
    QFETCH(QString, file);
    QFETCH(QByteArrayList, parts);
    const Ended ended =
        m_program.run({QStringLiteral("report"), QStringLiteral("x.spill"), QStringLiteral("-o"), file});
    QVERIFY2(ended.status == 0, ended.err.constData());
    QFile written(QDir(m_program.folder()).filePath(file));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray text = written.readAll();
    for (const QByteArray &part : parts)
        QVERIFY2(text.contains(part), (part + " is not in\n" + text.left(4000)).constData());
    for (const QString &picture : QDir(m_program.folder()).entryList({QStringLiteral("r-*.png")}))
        QVERIFY(QFileInfo(QDir(m_program.folder()).filePath(picture)).size() > 1000);
}

void TestReport::refusesAnotherSuffix() {
    const Ended ended = m_program.run(
        {QStringLiteral("report"), QStringLiteral("x.spill"), QStringLiteral("-o"), QStringLiteral("r.doc")});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains(".md, .html or .pdf"), ended.err.constData());
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"

#include "commandrun.h"

#include <QtTest>

using namespace spillway;

class TestCommandRun : public QObject {
    Q_OBJECT
private slots:
    void endings_data();
    void endings();
    void getsTheMessageAndNoShell();
};

void TestCommandRun::endings_data() {
    QTest::addColumn<QStringList>("argv");
    QTest::addColumn<QString>("trouble"); // empty: taken
    QTest::newRow("taken") << QStringList{QStringLiteral("true")} << "";
    QTest::newRow("fails") << QStringList{QStringLiteral("false")} << "false failed with exit code 1";
    QTest::newRow("is not there") << QStringList{QStringLiteral("/nonexistent")}
                                  << "/nonexistent cannot be started";
    QTest::newRow("is killed") << QStringList{QStringLiteral("sh"), QStringLiteral("-c"),
                                              QStringLiteral("kill -9 $$")}
                               << "sh was killed";
}

void TestCommandRun::endings() {
    QFETCH(QStringList, argv);
    QFETCH(QString, trouble);
    CommandRun run(argv);
    QSignalSpy carried(&run, &Carrier::carried);
    QSignalSpy failed(&run, &Carrier::failed);
    run.carry("{}");
    QCOMPARE(carried.count() + failed.count(), 0); // never before it returned
    QTRY_COMPARE(carried.count() + failed.count(), 1);
    QCOMPARE(carried.count(), trouble.isEmpty() ? 1 : 0);
    if (!failed.isEmpty())
        QVERIFY2(failed[0][0].value<Failure>().what.startsWith(trouble),
                 qPrintable(failed[0][0].value<Failure>().what));
}

void TestCommandRun::getsTheMessageAndNoShell() {
    const QTemporaryDir folder;
    const QString heard = folder.filePath(QStringLiteral("heard; touch x"));
    CommandRun run({QStringLiteral("cp"), QStringLiteral("/dev/stdin"), heard});
    QSignalSpy carried(&run, &Carrier::carried);
    run.carry("{\"a\":1}");
    QTRY_COMPARE(carried.count(), 1);
    QFile file(heard);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{\"a\":1}"));
}

QTEST_GUILESS_MAIN(TestCommandRun)
#include "tst_commandrun.moc"

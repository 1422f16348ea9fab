#include "nearest.h"

#include <QtTest>

using namespace spillway;

class TestNearest : public QObject {
    Q_OBJECT
private slots:
    void suggests_data();
    void suggests();
    void words();
};

void TestNearest::suggests_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("meant");
    QTest::newRow("one letter wrong") << "hit_ratoo"
                                      << "hit_ratio";
    QTest::newRow("two letters swapped") << "hti_ratio"
                                         << "hit_ratio";
    QTest::newRow("one letter missing") << "laod"
                                        << "load";
    QTest::newRow("capitals do not count") << "LOAD"
                                           << "load";
    QTest::newRow("the beginning of a word") << "hit"
                                             << "hit_ratio";
    QTest::newRow("nothing near") << "temperature"
                                  << "";
    QTest::newRow("a short word is not everything") << "x"
                                                    << "";
    QTest::newRow("empty") << ""
                           << "";
}

void TestNearest::suggests() {
    QFETCH(QString, typed);
    QFETCH(QString, meant);
    const QStringList known{QStringLiteral("load"), QStringLiteral("misses"), QStringLiteral("hit_ratio")};
    QCOMPARE(nearest(typed, known), meant);
}

void TestNearest::words() {
    QCOMPARE(didYouMean(QStringLiteral("laod"), {QStringLiteral("load")}),
             QStringLiteral(", did you mean 'load'?"));
    QCOMPARE(didYouMean(QStringLiteral("zzz"), {QStringLiteral("load")}), QString());
}

QTEST_GUILESS_MAIN(TestNearest)
#include "tst_nearest.moc"

// How well the program does, in words; what is not known is said to be so.

#include "vitals.h"

#include <QtTest>

using namespace spillway;

class TestVitals : public QObject {
    Q_OBJECT
private slots:
    void saysWhatIsKnown();
    void saysWhatIsNot();
    void memoryIsThatOfThisProcess();
};

void TestVitals::saysWhatIsKnown() {
    const std::vector<VitalText> texts = vitalTexts({95, 5, 1.5, 20.25, 48 * 1024 * 1024});
    QCOMPARE(texts.size(), size_t{4});
    QVERIFY2(texts[0].value.startsWith(QStringLiteral("5 of 100 (5")), qPrintable(texts[0].value));
    QVERIFY2(texts[1].value.startsWith(QStringLiteral("1.5")), qPrintable(texts[1].value));
    QVERIFY2(texts[3].value.startsWith(QStringLiteral("48")), qPrintable(texts[3].value));
}

void TestVitals::saysWhatIsNot() {
    const std::vector<VitalText> texts = vitalTexts({});
    QCOMPARE(texts[0].value, QStringLiteral("nothing is polled"));
    for (size_t i = 1; i < texts.size(); ++i)
        QCOMPARE(texts[i].value, QStringLiteral(u"\u2014"));
}

void TestVitals::memoryIsThatOfThisProcess() {
    const std::optional<qint64> before = residentMemory();
    QVERIFY(before && *before > 1024 * 1024);
    constexpr qsizetype size = 64 * 1024 * 1024;
    QByteArray touched(size, 'x');
    QVERIFY(*residentMemory() > *before + size / 2);
    QVERIFY(touched.endsWith('x'));
}

QTEST_GUILESS_MAIN(TestVitals)
#include "tst_vitals.moc"

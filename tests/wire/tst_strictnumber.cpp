#include "strictnumber.h"

#include <QTest>

using namespace spillway;

class TestStrictNumber : public QObject {
    Q_OBJECT

private slots:
    void takesOnlyProperNumbers_data();
    void takesOnlyProperNumbers();
};

void TestStrictNumber::takesOnlyProperNumbers_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<double>>("whole");
    QTest::addColumn<std::optional<double>>("decimal");
    using Number = std::optional<double>;
    QTest::addRow("zero") << QByteArray("0") << Number(0) << Number(0);
    QTest::addRow("digits") << QByteArray("1234567890123") << Number(1234567890123.0)
                            << Number(1234567890123.0);
    QTest::addRow("the largest 64-bit integer")
        << QByteArray("9223372036854775807") << Number(9223372036854775807.0)
        << Number(9223372036854775807.0);
    QTest::addRow("two to the 63rd") << QByteArray("9223372036854775808") << Number()
                                     << Number(9223372036854775808.0);
    QTest::addRow("two to the 64th") << QByteArray("18446744073709551616") << Number()
                                     << Number(18446744073709551616.0);
    QTest::addRow("a fraction") << QByteArray("1.25") << Number() << Number(1.25);
    QTest::addRow("an exponent") << QByteArray("1.5e+09") << Number() << Number(1.5e9);
    QTest::addRow("beyond a double") << QByteArray("1e400") << Number() << Number();
    QTest::addRow("minus one") << QByteArray("-1") << Number() << Number();
    QTest::addRow("a plus sign") << QByteArray("+1") << Number() << Number();
    QTest::addRow("not a number") << QByteArray("nan") << Number() << Number();
    QTest::addRow("infinity") << QByteArray("inf") << Number() << Number();
    QTest::addRow("hexadecimal") << QByteArray("0x10") << Number() << Number();
    QTest::addRow("a comma") << QByteArray("1,5") << Number() << Number();
    QTest::addRow("blanks before") << QByteArray("  7") << Number() << Number();
    QTest::addRow("a blank after") << QByteArray("7 ") << Number() << Number();
    QTest::addRow("a unit") << QByteArray("7M") << Number() << Number();
    QTest::addRow("a NUL inside") << QByteArray("7\0", 2) << Number() << Number();
    QTest::addRow("nothing") << QByteArray() << Number() << Number();
}

void TestStrictNumber::takesOnlyProperNumbers() {
    QFETCH(QByteArray, text);
    QTEST(wholeNumber(text), "whole");
    QTEST(decimalNumber(text), "decimal");
}

QTEST_GUILESS_MAIN(TestStrictNumber)
#include "tst_strictnumber.moc"

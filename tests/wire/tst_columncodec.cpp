#include "recording/columncodec.h"

#include <QTest>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace spillway;

class ColumnCodecTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackEveryBit_data();
    void givesBackEveryBit();
    void givesBackEveryInteger();
    void isSmall_data();
    void isSmall();
    void refusesEveryCut();
    void survivesAnyBytes();
};

namespace {

using Numbers = std::vector<double>;
constexpr double infinity = std::numeric_limits<double>::infinity();
const double notANumber = std::numeric_limits<double>::quiet_NaN();

QByteArray encoded(const Numbers &numbers) {
    ByteWriter to;
    encodeNumbers(numbers, to);
    return to.take();
}

std::vector<quint64> bitsOf(const Numbers &numbers) {
    std::vector<quint64> bits;
    for (const double number : numbers)
        bits.push_back(std::bit_cast<quint64>(number));
    return bits;
}

Numbers series(size_t count, double (*value)(size_t)) {
    Numbers numbers;
    for (size_t i = 0; i < count; ++i)
        numbers.push_back(value(i));
    return numbers;
}

} // namespace

void ColumnCodecTest::givesBackEveryBit_data() {
    QTest::addColumn<Numbers>("numbers");
    QTest::newRow("nothing") << Numbers{};
    QTest::newRow("one number") << Numbers{41};
    QTest::newRow("two numbers") << Numbers{41, 17};
    QTest::newRow("a constant") << Numbers(300, 7);
    QTest::newRow("a counter") << series(300, [](size_t i) { return 1e9 + 728.0 * double(i); });
    QTest::newRow("a counter that starts again")
        << series(300, [](size_t i) { return double(i % 100 * 50); });
    QTest::newRow("milliseconds as seconds")
        << series(300, [](size_t i) { return 1709460000.123 + double(i); });
    QTest::newRow("six decimals") << Numbers{0.000001, 12.345678, 3.5};
    QTest::newRow("seven decimals are a true float") << Numbers{0.0000001, 1};
    QTest::newRow("thirds") << series(129, [](size_t i) { return double(i) / 3; });
    QTest::newRow("the negative zero is not zero") << Numbers{0.0, -0.0, 0.0};
    QTest::newRow("not a number") << Numbers{1, notANumber, 2};
    QTest::newRow("a not-a-number with a payload")
        << Numbers{std::bit_cast<double>(quint64(0x7ff8dead'beef0001)), -notANumber};
    QTest::newRow("infinities") << Numbers{infinity, -infinity, 1};
    QTest::newRow("the largest exact integer") << Numbers{9007199254740992.0, -9007199254740992.0};
    QTest::newRow("beyond the largest exact integer") << Numbers{9007199254740994.0, 1.8446744073709552e19};
    QTest::newRow("the smallest and the largest")
        << Numbers{std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max()};
    QTest::newRow("swings between extremes")
        << series(257, [](size_t i) { return i % 2 ? 9007199254740992.0 : -9007199254740992.0; });
}

void ColumnCodecTest::givesBackEveryBit() {
    QFETCH(Numbers, numbers);
    const QByteArray bytes = encoded(numbers);
    ByteReader from(bytes);
    const Numbers read = decodeNumbers(from, numbers.size());
    QVERIFY(!from.failed());
    QVERIFY(from.atEnd());
    QCOMPARE(bitsOf(read), bitsOf(numbers));
}

void ColumnCodecTest::givesBackEveryInteger() {
    std::mt19937_64 random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<qint64> numbers;
        const int shift = static_cast<int>(random() % 64);
        const size_t count = 1 + random() % 400;
        qint64 running = 0;
        for (size_t i = 0; i < count; ++i) {
            const qint64 step = static_cast<qint64>(random()) >> shift;
            running = static_cast<qint64>(static_cast<quint64>(running) + static_cast<quint64>(step));
            numbers.push_back(round % 2 ? running : step);
        }
        numbers.front() = round % 7 ? numbers.front() : std::numeric_limits<qint64>::min();
        ByteWriter to;
        encodeIntegers(numbers, to);
        ByteReader from(to.bytes());
        QCOMPARE(decodeIntegers(from, numbers.size()), numbers);
        QVERIFY(from.atEnd() && !from.failed());
    }
}

void ColumnCodecTest::isSmall_data() {
    QTest::addColumn<Numbers>("numbers");
    QTest::addColumn<int>("most");
    QTest::newRow("a constant") << Numbers(300, 4294967296) << 24;
    QTest::newRow("a steady counter") << series(300, [](size_t i) { return 1e12 + 50 * double(i); }) << 32;
    QTest::newRow("a counter with noise below 16")
        << series(300, [](size_t i) { return 1e9 + 50 * double(i) + double(i * 7919 % 16); }) << 220;
    QTest::newRow("hundredths below 100")
        << series(300, [](size_t i) { return double(i * 7919 % 100) / 100; }) << 280;
    QTest::newRow("true floats keep all their bits")
        << series(300, [](size_t i) { return std::sqrt(double(i)); }) << 2401;
}

void ColumnCodecTest::isSmall() {
    QFETCH(Numbers, numbers);
    QFETCH(int, most);
    QCOMPARE_LE(encoded(numbers).size(), most);
}

void ColumnCodecTest::refusesEveryCut() {
    for (const Numbers &numbers : {Numbers(5, 7), series(300, [](size_t i) { return double(i * i % 977); }),
                                   series(9, [](size_t i) { return std::sqrt(double(i)); })}) {
        const QByteArray bytes = encoded(numbers);
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            ByteReader from(QByteArrayView(bytes).first(size));
            QVERIFY(decodeNumbers(from, numbers.size()).empty());
            QVERIFY(from.failed());
        }
    }
}

void ColumnCodecTest::survivesAnyBytes() {
    std::mt19937 random(11);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes;
        for (size_t i = random() % 60; i > 0; --i)
            bytes.append(static_cast<char>(random()));
        ByteReader from(bytes);
        const size_t count = random() % 300;
        const size_t read = decodeNumbers(from, count).size();
        QCOMPARE(read, from.failed() ? 0 : count);
    }
}

QTEST_APPLESS_MAIN(ColumnCodecTest)
#include "tst_columncodec.moc"

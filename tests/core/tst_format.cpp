#include "format.h"

#include <QTest>

#include <cmath>

using namespace spillway;

// Expectations are written with plain spaces; the program uses no-break spaces.
static QString plain(QString text) {
    return text.replace(QChar(0x00a0), QLatin1Char(' '));
}

class TestFormat : public QObject {
    Q_OBJECT
private slots:
    void values_data() {
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, Unit unit, double value, const char *text) {
            QTest::newRow(name) << static_cast<int>(unit) << value << QString::fromUtf8(text);
        };
        row("a ratio is a percentage", Unit::Ratio, 0.412, "41.2 %");
        row("almost all is not all", Unit::Ratio, 0.99999, "99.9 %");
        row("all is all", Unit::Ratio, 1, "100.0 %");
        row("more than all, as load of capacity", Unit::Ratio, 1.43, "143.0 %");
        row("nothing", Unit::Ratio, 0, "0.0 %");
        row("rate", Unit::PerSecond, 728.4, "728/s");
        row("rate in thousands", Unit::PerSecond, 1240, "1 240/s");
        row("rate in millions", Unit::PerSecond, 2.5e6, "2.5 M/s");
        row("a small rate keeps its digits", Unit::PerSecond, 0.25, "0.25/s");
        row("sessions have one decimal", Unit::Sessions, 19.23, "19.2");
        row("whole sessions too", Unit::Sessions, 3, "3.0");
        row("bytes", Unit::Bytes, 4294967296.0, "4 GiB");
        row("bytes below a unit", Unit::Bytes, 419430400, "400 MiB");
        row("bytes with a fraction", Unit::Bytes, 1610612736, "1.5 GiB");
        row("milliseconds", Unit::Milliseconds, 0.42, "0.42 ms");
        row("seconds", Unit::Seconds, 3725, "1 h 2 m");
        row("negative", Unit::Count, -1234, "-1 234");
        row("NaN is unknown", Unit::Ratio, std::nan(""), "unknown");
        row("infinity is unknown", Unit::PerSecond, INFINITY, "unknown");
    }
    void values() {
        QFETCH(int, unit);
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(plain(formatValue(static_cast<Unit>(unit), value)), text);
    }
    void absentIsUnknown() {
        QCOMPARE(formatValue(Metric::HitRatio, std::nullopt), QStringLiteral("unknown"));
    }
    void durations_data() {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("milliseconds") << 900LL << "900 ms";
        QTest::newRow("seconds") << 42'000LL << "42 s";
        QTest::newRow("minutes and seconds") << 241'000LL << "4 m 1 s";
        QTest::newRow("whole minutes") << 300'000LL << "5 m";
        QTest::newRow("hours drop seconds") << 4'325'000LL << "1 h 12 m";
        QTest::newRow("days") << 273'600'000LL << "3 d 4 h";
    }
    void durations() {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        QCOMPARE(plain(formatDuration(Duration{ms})), text);
    }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"

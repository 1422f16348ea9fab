#include "workstation/clocktime.h"

#include <QTest>

using namespace spillway;

class TestClockTime : public QObject {
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
};

namespace {
Instant iso(const char *text) {
    return *Instant::fromIso(QLatin1String(text));
}
} // namespace

void TestClockTime::reads_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected"); // empty: not a time
    const auto row = [](const char *name, const char *typed, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(expected);
    };
    row("seconds", "23:30:05", "2024-03-03T23:30:05.000Z");
    row("milliseconds", "23:30:05.250", "2024-03-03T23:30:05.250Z");
    row("minutes, with spaces around", " 22:10 ", "2024-03-03T22:10:00.000Z");
    row("after midnight, where the recording is", "1:15", "2024-03-04T01:15:00.000Z");
    row("a date of its own", "2024-03-04 00:10:00", "2024-03-04T00:10:00.000Z");
    row("ISO with a zone", "2024-03-04T02:10:00+02:00", "2024-03-04T00:10:00.000Z");
    row("ISO without one", "2024-03-04T00:10:00", "2024-03-04T00:10:00.000Z");
    row("outside: the nearest day", "12:00", "2024-03-03T12:00:00.000Z");
    row("no such hour", "24:01", "");
    row("no such day", "2024-02-30 10:00", "");
    row("a word", "noon", "");
    row("nothing", "", "");
    row("too much", "2024-03-04 00:10:00 UTC", "");
}

void TestClockTime::reads() {
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    const TimeSpan extent{iso("2024-03-03T22:00:00Z"), iso("2024-03-04T02:00:00Z")};
    const auto at = typedMoment(typed, extent, iso("2024-03-03T23:00:00Z"));
    QCOMPARE(at ? at->toIso() : QString(), expected);
}

QTEST_APPLESS_MAIN(TestClockTime)
#include "tst_clocktime.moc"

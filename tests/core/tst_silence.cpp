#include "silence.h"

#include <QTest>

using namespace spillway;

class TestSilence : public QObject {
    Q_OBJECT
private slots:
    void endsAt_data() {
        QTest::addColumn<QString>("days"); // Monday first
        QTest::addColumn<int>("from");     // minutes
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("end"); // empty: no silence
        const auto row = [](const char *name, const char *days, int from, int to, const char *at,
                            const char *end) {
            QTest::newRow(name) << QString::fromLatin1(days) << from << to << QString::fromLatin1(at)
                                << QString::fromLatin1(end);
        };
        constexpr int two = 120, four = 240, night = 22 * 60 + 30, day = 24 * 60;
        // 2024-03-03 is a Sunday.
        row("before it", "1111111", two, four, "2024-03-03T01:59:59.999Z", "");
        row("its first moment", "1111111", two, four, "2024-03-03T02:00:00.000Z", "2024-03-03T04:00:00.000Z");
        row("its last moment", "1111111", two, four, "2024-03-03T03:59:59.999Z", "2024-03-03T04:00:00.000Z");
        row("after it", "1111111", two, four, "2024-03-03T04:00:00.000Z", "");
        row("another day", "1111110", two, four, "2024-03-03T03:00:00.000Z", "");
        row("only on Sundays", "0000001", two, four, "2024-03-03T03:00:00.000Z", "2024-03-03T04:00:00.000Z");
        row("past midnight, the evening", "0000001", night, four, "2024-03-03T23:00:00.000Z",
            "2024-03-04T04:00:00.000Z");
        row("past midnight, the morning of the next day", "0000001", night, four, "2024-03-04T03:00:00.000Z",
            "2024-03-04T04:00:00.000Z");
        row("past midnight, not the morning before it", "0000001", night, four, "2024-03-03T03:00:00.000Z",
            "");
        row("the whole day", "0000001", 0, day, "2024-03-03T23:59:59.999Z", "2024-03-04T00:00:00.000Z");
        row("the whole day, and not the next", "0000001", 0, day, "2024-03-04T00:00:00.000Z", "");
        row("from a time to the same: a day long", "0000001", two, two, "2024-03-04T01:59:59.999Z",
            "2024-03-04T02:00:00.000Z");
        row("a leap day", "0001000", two, four, "2024-02-29T03:00:00.000Z", "2024-02-29T04:00:00.000Z");
        row("before the epoch", "0010000", two, four, "1969-12-31T03:00:00.000Z", "1969-12-31T04:00:00.000Z");
    }
    void endsAt() {
        QFETCH(QString, days);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, at);
        QFETCH(QString, end);
        Silence silence;
        for (int day = 0; day < 7; ++day)
            silence.days[static_cast<size_t>(day)] = days[day] == u'1';
        silence.from = from;
        silence.to = to;
        const auto found = silence.endAt(*Instant::fromIso(at));
        QCOMPARE(found ? found->toIso() : QString(), end);
    }
    void concerns_data() {
        QTest::addColumn<QString>("stack");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("concerns");
        QTest::newRow("everything") << ""
                                    << "" << true;
        QTest::newRow("this stack") << "checkout"
                                    << "" << true;
        QTest::newRow("another stack") << "search"
                                       << "" << false;
        QTest::newRow("this rule") << ""
                                   << "Load high" << true;
        QTest::newRow("another rule of this stack") << "checkout"
                                                    << "Hit ratio low" << false;
    }
    void concerns() {
        QFETCH(QString, stack);
        QFETCH(QString, rule);
        Silence silence;
        silence.stack = stack;
        silence.rule = rule;
        QTEST(silence.concerns(QStringLiteral("checkout"), QStringLiteral("Load high")), "concerns");
    }
};

QTEST_APPLESS_MAIN(TestSilence)
#include "tst_silence.moc"

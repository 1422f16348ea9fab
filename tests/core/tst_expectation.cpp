#include "expectation.h"

#include <QtTest>

using namespace spillway;

namespace {

Instant at(const char *clock) {
    return *Instant::fromIso(QStringLiteral("2024-03-03T%1Z").arg(QLatin1String(clock)));
}

// "09:44:10-09:50:00 10:00:00-"
std::vector<Firing> firings(const QString &text) {
    std::vector<Firing> all;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        const QByteArray from = part.section(u'-', 0, 0).toLatin1();
        const QByteArray to = part.section(u'-', 1).toLatin1();
        all.push_back(
            {at(from.constData()), to.isEmpty() ? std::nullopt : std::optional(at(to.constData()))});
    }
    return all;
}

} // namespace

class TestExpectation : public QObject {
    Q_OBJECT
private slots:
    void deviations_data();
    void deviations();
};

void TestExpectation::deviations_data() {
    QTest::addColumn<QString>("happened");
    QTest::addColumn<QString>("wanted"); // "never", or after/by/resolves
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, const char *happened, const char *wanted, const char *what) {
        QTest::newRow(name) << QString::fromLatin1(happened) << QString::fromLatin1(wanted)
                            << QString::fromLatin1(what);
    };
    row("silence as expected", "", "never", "");
    row("fires against the expectation", "09:44:10-", "never", "fires at 09:44:10, expected never to fire");
    row("does not fire", "", "//", "never fires, expected to fire");
    row("fires at some time", "09:44:10-", "//", "");
    row("in time, to the second", "09:44:10-", "/09:44:10/", "");
    row("too late", "09:44:11-", "/09:44:10/", "fires at 09:44:11, expected by 09:44:10");
    row("too early", "09:44:09-", "09:44:10//", "fires at 09:44:09, expected not before 09:44:10");
    row("resolved in time", "09:44:10-09:50:00", "//09:50:00", "");
    row("resolved too late", "09:44:10-09:50:01", "//09:50:00", "resolves at 09:50:01, expected by 09:50:00");
    row("the last firing counts", "09:44:10-09:45:00 09:46:00-09:51:00", "//09:50:00",
        "resolves at 09:51:00, expected by 09:50:00");
    row("never resolved", "09:44:10-09:45:00 09:46:00-", "//09:50:00",
        "still fires at the end, expected to resolve by 09:50:00");
}

void TestExpectation::deviations() {
    QFETCH(QString, happened);
    QFETCH(QString, wanted);
    QFETCH(QString, what);
    Expectation expectation;
    expectation.fires = wanted != QLatin1String("never");
    const auto moment = [&](int part) -> std::optional<Instant> {
        const QByteArray clock = wanted.section(u'/', part, part).toLatin1();
        return clock.isEmpty() || !expectation.fires ? std::nullopt : std::optional(at(clock.constData()));
    };
    expectation.firesAfter = moment(0);
    expectation.firesBy = moment(1);
    expectation.resolvesBy = moment(2);
    QCOMPARE(deviation(expectation, firings(happened)), what);
}

QTEST_GUILESS_MAIN(TestExpectation)
#include "tst_expectation.moc"

#include "firing.h"

#include <QtTest>

using namespace spillway;

class TestFiring : public QObject {
    Q_OBJECT
private slots:
    void readOffATimeline_data();
    void readOffATimeline();
};

void TestFiring::readOffATimeline_data() {
    QTest::addColumn<QString>("states"); // one a second: pending, firing, resolved, unknown
    QTest::addColumn<QString>("firings");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("only pending") << "pr"
                                  << "";
    QTest::newRow("to the end") << "pf"
                                << "1-";
    QTest::newRow("resolved") << "pfr"
                              << "1-2";
    QTest::newRow("twice") << "frfr"
                           << "0-1 2-3";
    QTest::newRow("unknown in between is one firing") << "fufr"
                                                      << "0-3";
    QTest::newRow("unknown is no end") << "fu"
                                       << "0-";
}

void TestFiring::readOffATimeline() {
    QFETCH(QString, states);
    QFETCH(QString, firings);
    const QMap<QChar, AlertState> meaning{{u'p', AlertState::Pending},
                                          {u'f', AlertState::Firing},
                                          {u'r', AlertState::Resolved},
                                          {u'u', AlertState::Unknown}};
    std::vector<Event> timeline;
    for (qsizetype i = 0; i < states.size(); ++i)
        for (const char *stack : {"checkout", "search"}) {
            AlertEvent alert;
            alert.rule = QStringLiteral("Hit ratio low");
            alert.state = meaning[states[i]];
            // The other stack's are shifted and must not count.
            timeline.push_back({Instant::fromMs(1000 * (i + (stack[0] == 's' ? 50 : 0))),
                                QString::fromLatin1(stack), QString(), alert});
        }
    QStringList found;
    for (const Firing &firing :
         firingsOf(timeline, QStringLiteral("Hit ratio low"), QStringLiteral("checkout")))
        found << QStringLiteral("%1-%2")
                     .arg(firing.from.ms() / 1000)
                     .arg(firing.to ? QString::number(firing.to->ms() / 1000) : QString());
    QCOMPARE(found.join(u' '), firings);
}

QTEST_GUILESS_MAIN(TestFiring)
#include "tst_firing.moc"

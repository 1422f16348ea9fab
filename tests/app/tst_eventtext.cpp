#include "eventtext.h"

#include <QtTest>

using namespace spillway;

namespace {

Instant at(const char *time) {
    return *Instant::fromIso(QStringLiteral("2024-03-%1Z").arg(QLatin1String(time)));
}

Event verdict(const char *time, Culprit culprit, const char *headline) {
    Verdict said;
    said.culprit = culprit;
    said.headline = QLatin1String(headline);
    said.arithmetic = QStringLiteral("Misses caused 9 of 10 sessions.");
    return {at(time), QStringLiteral("checkout"), said.headline, said};
}

} // namespace

class TestEventText : public QObject {
    Q_OBJECT
private slots:
    void lines();
    void staysOnItsLine();
    void incidents();
};

void TestEventText::lines() {
    AlertEvent alert;
    alert.severity = Severity::Critical;
    alert.state = AlertState::Firing;
    AlertEvent pending = alert;
    pending.state = AlertState::Pending;
    const std::vector<Event> timeline{
        {at("03T09:58:12"), QStringLiteral("checkout"), QStringLiteral("Hit ratio below 60 %"), alert},
        {at("03T23:59:59"), QStringLiteral("checkout"), QStringLiteral("Load high"), pending},
        {at("04T00:00:00"), QString(), QStringLiteral("Deployed"), NoteEvent{QStringLiteral("dana")}},
        {at("04T00:00:01"), QStringLiteral("checkout"), QStringLiteral("db-1: no answer"),
         EndpointEvent{QStringLiteral("db-1"), EndpointState::Down, QStringLiteral("no answer")}},
    };
    EventText text;
    QStringList lines;
    for (const Event &event : timeline)
        lines << text.linesOf(event);
    QCOMPARE(lines, (QStringList{QStringLiteral("2024-03-03 UTC"),
                                 QStringLiteral("09:58:12  checkout      critical   Hit ratio below 60 %"),
                                 QStringLiteral("23:59:59  checkout      pending    Load high"),
                                 QStringLiteral("2024-03-04 UTC"),
                                 QStringLiteral("00:00:00  all           note       Deployed"),
                                 QStringLiteral("00:00:01  checkout      down       db-1: no answer")}));
}

void TestEventText::staysOnItsLine() {
    const Event event{at("03T09:58:12"), QStringLiteral("a\nb"), QStringLiteral("x\x1b[2J\ny"), NoteEvent{}};
    const QString line = EventText().linesOf(event).last();
    QVERIFY(!line.contains(u'\n'));
    QVERIFY(!line.contains(QChar(0x1b)));
}

void TestEventText::incidents() {
    QCOMPARE(incidentText({}), QStringList());
    const std::vector<Event> timeline{
        verdict("03T09:30:00", Culprit::None, "Usual"),
        verdict("03T09:58:00", Culprit::Unknown, "Cannot tell"),
        verdict("03T09:58:12", Culprit::Traffic, "Traffic overloads the database"),
        verdict("03T09:58:20", Culprit::Cache, "The cache is overloading the database"),
        verdict("03T12:04:10", Culprit::None, "Usual"),
        verdict("03T13:00:00", Culprit::Database, "Queries became slower"),
    };
    const QString arithmetic = QStringLiteral("  Misses caused 9 of 10 sessions.");
    QCOMPARE(
        incidentText(timeline),
        (QStringList{QStringLiteral("checkout, 09:58:12 to 12:04:10: The cache is overloading the database"),
                     arithmetic,
                     QStringLiteral("checkout, 13:00:00 to the end of the recording: Queries became slower"),
                     arithmetic}));
}

QTEST_GUILESS_MAIN(TestEventText)
#include "tst_eventtext.moc"

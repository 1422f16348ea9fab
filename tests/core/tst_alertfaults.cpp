// Groups F and G of the fault catalogue as far as they are about what the alerts know and what is told: for
// each fault, that nothing is called well without fresh good data.

#include "checkout.h"
#include "engine.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace spillway;

namespace {

// One rule on the hit ratio (for 3 s, keep firing 4 s) and one on the load, driven second by second:
// g good, b hit ratio low, l load high, x the cache fails, y the database fails, z both fail, n no lookups,
// v the counters of lookups vanish from an otherwise good answer, r the cache restarts and is good,
// a acknowledged, s snoozed for 5 s, - nobody asks for a second.
class Story {
public:
    explicit Story(const Configuration &configuration)
        : engine(std::make_unique<Engine>(configuration)) {}

    void run(const QString &script) {
        for (const QChar step : script)
            take(step);
    }
    void take(QChar step) {
        if (step == u'a' || step == u's')
            return add(engine->decide({engine->now(), QStringLiteral("checkout"), QString(),
                                       step == u'a' ? DecisionKind::Acknowledge : DecisionKind::Snooze,
                                       QStringLiteral("ada"), QString(), engine->now() + 5s}));
        // What fails goes on meanwhile as it was.
        if (step != u'x' && step != u'z' && step != u'-')
            m_hitRatio = step == u'b' ? 0.4 : 0.95;
        const Instant now = at;
        at = at + 1s;
        if (step == u'-')
            return;
        Frame cache = m_checkout.cache(now + 100ms, m_hitRatio, step == u'n' ? 0 : 1000);
        Frame database = m_checkout.database(now + 400ms, step == u'l' ? 20 : 3);
        if (step == u'v' || step == u'r') {
            Reading reading;
            reading.identity = step == u'r' ? QStringLiteral("run-3") : QStringLiteral("run-1");
            if (step == u'r')
                setAnew(reading);
            cache.outcome = reading;
        }
        if (step == u'x' || step == u'z')
            cache = Checkout::failed(Checkout::Cache, cache.at, QStringLiteral("no answer for 900 ms"));
        if (step == u'y' || step == u'z')
            database = Checkout::failed(Checkout::Database, database.at, QStringLiteral("refused"));
        add(engine->consume(cache));
        add(engine->consume(database));
    }
    // Goes on in another engine, as after a restart.
    void restart(const Configuration &configuration, Duration later) {
        const KeptState kept = engine->kept();
        at = at + later;
        engine = std::make_unique<Engine>(configuration);
        add(engine->restore({at, kept}));
    }
    int told(AlertState state) const {
        return static_cast<int>(std::count_if(events.begin(), events.end(), [&](const Event &event) {
            const auto *alert = std::get_if<AlertEvent>(&event.what);
            return alert && alert->state == state;
        }));
    }
    const Alert &ratio() const { return engine->alerts()[0]; }

    std::unique_ptr<Engine> engine;
    Instant at = Checkout::start();
    std::vector<Event> events;
    std::vector<Notice> notices;

private:
    void add(Consumed consumed) {
        events.insert(events.end(), consumed.events.begin(), consumed.events.end());
        notices.insert(notices.end(), consumed.notices.begin(), consumed.notices.end());
    }
    void setAnew(Reading &reading) {
        m_anew += 950;
        reading.set(Field::Hits, m_anew);
        reading.set(Field::Misses, m_anew / 19);
    }

    Checkout m_checkout;
    double m_anew = 0;
    double m_hitRatio = 0.95;
};

Configuration rules() {
    Configuration made = Checkout::configuration();
    made.rules.resize(2);
    made.rules[0].keepFiring = 4s;
    made.rules[0].recover = 0.85;
    made.rules[1].keepFiring = 4s;
    return made;
}

using enum AlertState;

} // namespace

Q_DECLARE_METATYPE(spillway::AlertState)

class TestAlertFaults : public QObject {
    Q_OBJECT
private slots:
    void lossAndReturn_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<AlertState>("state"); // of the rule on the hit ratio
        QTest::addColumn<bool>("known");
        QTest::addColumn<int>("resolved"); // of both rules
        const auto row = [](const char *name, const char *script, AlertState state, bool known,
                            int resolved) {
            QTest::newRow(name) << QString::fromLatin1(script) << state << known << resolved;
        };
        row("G01 the cache dies while all is well", "ggggxxxxxxxx", Inactive, false, 0);
        row("G01 the cache dies while pending", "ggbbxxxxxxxxxxxx", Pending, false, 0);
        row("G01 the cache dies while firing", "ggbbbbbbxxxxxxxxxxxxxxxxxxxx", Firing, false, 0);
        row("G01 the cache dies while acknowledged", "ggbbbbbbaxxxxxxxxxxxxxxxxxxxx", Firing, false, 0);
        row("G01 the cache dies while snoozed", "ggbbbbbbsxxxxxxxxxxxxxxxxxxxx", Firing, false, 0);
        row("G01 both die while firing", "ggbbbbbbzzzzzzzzzzzzzzzzzzzz", Firing, false, 0);
        row("G01 nobody asks while firing", "ggbbbbbb--------------------z", Firing, false, 0);
        row("G02 returns good: not at once", "ggbbbbbbxxxxxxxxgggg", Firing, true, 0);
        row("G02 returns good: after keep_firing_for", "ggbbbbbbxxxxxxxxggggggg", Resolved, true, 1);
        row("G02 returns bad", "ggbbbbbbxxxxxxxxbbbbbbbbbb", Firing, true, 0);
        row("G02 returns good and dies again in time", "ggbbbbbbxxxxxxxxgggxxgggxx", Firing, true, 0);
        row("G02 returns with its counters at the beginning", "ggbbbbbbxxxxxxxxrrrr", Firing, true, 0);
        row("G02 and is good for long enough", "ggbbbbbbxxxxxxxxrrrrrrrr", Resolved, true, 1);
        row("G02 returns while pending: the clock goes on", "ggbbbxxxxxxbbbb", Firing, true, 0);
        row("G03 the metric vanishes while firing", "ggbbbbbbvvvvvvvvvvvvvv", Firing, false, 0);
        row("G03 the metric vanishes while all is well", "ggggvvvvvvvvvv", Inactive, false, 0);
        row("G04 no lookups while firing", "ggbbbbbbnnnnnnnnnnnnnn", Firing, false, 0);
        row("G04 no lookups while all is well", "ggggnnnnnnnnnn", Inactive, false, 0);
        row("G05 the database dies: the cache alone decides", "ggbbbbbbyyyyyyyyyyyy", Resolved, true, 1);
        row("G09 jitter at the threshold is one alert", "ggbbbbbbgbgbgbgbgbgbgb", Firing, true, 0);
        row("G09 two polls missed are not recovery", "ggbbbbbbgg--gg--gg--gg", Firing, true, 0);
        row("G12 a poller that stands still is not well", "ggbbbbbb-----------------z", Firing, false, 0);
    }
    void lossAndReturn() {
        QFETCH(QString, script);
        QFETCH(int, resolved);
        Story story(rules());
        story.run(script);
        QTEST(story.ratio().state, "state");
        QTEST(story.ratio().known, "known");
        QCOMPARE(story.told(Resolved), resolved);
        // Without lookups there is nothing to judge and nothing wrong.
        const bool idle = script.endsWith(u'n') && story.ratio().state != Firing;
        if (!idle && (!story.ratio().known || story.ratio().state == Firing))
            QVERIFY(story.engine->health(0) != Health::Healthy);
        for (const Notice &notice : story.notices)
            QVERIFY(!notice.closes || resolved > 0);
    }
    void edits_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("edit");
        QTest::addColumn<bool>("goesOn");
        for (const char *script : {"ggbbb", "ggbbbbbb"}) {
            const QString state =
                QLatin1String(script).size() == 5 ? QStringLiteral("pending") : QStringLiteral("firing");
            for (const auto &[edit, goesOn] : {std::pair("threshold", false), std::pair("renamed", false),
                                               std::pair("deleted", false), std::pair("summary", true)})
                QTest::addRow("G07 %s, then %s", qPrintable(state), edit)
                    << QString::fromLatin1(script) << QString::fromLatin1(edit) << goesOn;
        }
    }
    void edits() {
        QFETCH(QString, script);
        QFETCH(QString, edit);
        QFETCH(bool, goesOn);
        Story story(rules());
        story.run(script);
        const AlertState before = story.ratio().state;
        QVERIFY(story.ratio().isOpen());
        Configuration edited = rules();
        if (edit == QLatin1String("threshold"))
            edited.rules[0].threshold = 0.7;
        else if (edit == QLatin1String("renamed"))
            edited.rules[0].name = QStringLiteral("Hit ratio lower");
        else if (edit == QLatin1String("deleted"))
            edited.rules.erase(edited.rules.begin());
        else
            edited.rules[0].summary = QStringLiteral("The cache does not help");
        story.restart(edited, 5s);
        QCOMPARE(story.told(Removed), goesOn ? 0 : 1);
        QCOMPARE(story.told(Resolved), 0);
        QCOMPARE(story.ratio().state, goesOn ? before : Inactive);
        QVERIFY(story.engine->health(0) != Health::Healthy);
        if (before == Firing && !goesOn) {
            QVERIFY(story.notices.back().closes);
            QVERIFY(story.notices.back().reason == NoticeReason::Removed);
            QVERIFY(!story.notices.back().title.contains(QStringLiteral("recovered")));
        }
        for (const Event &event : story.events)
            QVERIFY2(!event.text.contains(QStringLiteral("recovered")), qPrintable(event.text));
    }
    void aStackThatIsNoLongerWatchedIsSaidToBe() {
        Story story(rules());
        story.run(QStringLiteral("ggbbbbbb"));
        Configuration other = rules();
        other.stacks[0].name = QStringLiteral("search"); // G10
        story.restart(other, 5s);
        QCOMPARE(story.told(Removed), 1);
        QCOMPARE(story.told(Resolved), 0);
    }
    void hushesEnd_data() {
        QTest::addColumn<QString>("before"); // all in the silence, if there is one
        QTest::addColumn<bool>("isSilenced");
        QTest::addColumn<Duration>("blind"); // 0: no restart
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("notices"); // that ask
        const auto row = [](const char *name, const char *before, bool isSilenced, Duration blind,
                            const char *after, int notices) {
            QTest::newRow(name) << QString::fromLatin1(before) << isSilenced << blind
                                << QString::fromLatin1(after) << notices;
        };
        row("firing is told", "ggbbbbbb", false, 0s, "bb", 1);
        row("acknowledged is told no more", "ggbbbbbba", false, 0s, "bbbbbbbbbbbbbbbb", 1);
        row("nor after a restart", "ggbbbbbba", false, 60s, "bbbbbbbbbb", 1);
        row("a snooze that ends tells again", "ggbbbbbbs", false, 0s, "bbbbbbbbb", 2);
        row("a snooze that goes on does not", "ggbbbbbbs", false, 0s, "bbb", 1);
        row("G08 a snooze that ended while nobody watched tells again", "ggbbbbbbs", false, 60s, "", 2);
        row("a snooze ends with its alert", "ggbbbbbbsggggggg", false, 0s, "bbbbbb", 2);
        row("a snooze ends while data are missing: told, and not as well", "ggbbbbbbs", false, 0s,
            "xxxxxxxxxx", 2);
        row("silenced is not told", "ggbbbbbb", true, 0s, "bb", 0);
        row("G08 a silence that ended while nobody watched tells", "ggbbbbbb", true, 2h, "bbb", 1);
        row("G08 a silence that goes on over a restart does not", "ggbbbbbb", true, 60s, "bbbbbb", 0);
        row("G08 acknowledged within a silence, and the silence ends", "ggbbbbbba", true, 2h, "bbbbbb", 0);
    }
    void hushesEnd() {
        QFETCH(QString, before);
        QFETCH(bool, isSilenced);
        QFETCH(Duration, blind);
        QFETCH(QString, after);
        QFETCH(int, notices);
        Configuration configuration = rules();
        if (isSilenced)
            configuration.silences = {Silence{QString(),
                                              QStringLiteral("Hit ratio low"),
                                              {true, true, true, true, true, true, true},
                                              9 * 60,
                                              11 * 60,
                                              QStringLiteral("moving")},
                                      Silence{QStringLiteral("checkout"),
                                              QString(),
                                              {true, true, true, true, true, true, true},
                                              9 * 60 + 30,
                                              10 * 60,
                                              QStringLiteral("overlaps")}};
        Story story(configuration);
        story.run(before);
        if (blind > 0s)
            story.restart(configuration, blind);
        story.run(after);
        QVERIFY(story.told(Firing) > 0); // shown and recorded in any case
        QCOMPARE(static_cast<int>(std::count_if(story.notices.begin(), story.notices.end(),
                                                [](const Notice &notice) {
                                                    return !notice.closes &&
                                                           notice.reason != NoticeReason::Acknowledged &&
                                                           notice.reason != NoticeReason::Unknown &&
                                                           notice.reason != NoticeReason::CulpritChanged;
                                                })),
                 notices);
    }
    // G08: a wall clock that was set back leaves neither a negative blind stretch nor a start in the future.
    void aClockThatWentBackIsSaidNothingWrongAbout() {
        Story story(rules());
        story.run(QStringLiteral("ggbbbbbb"));
        story.restart(rules(), -1h);
        QCOMPARE(story.ratio().state, Firing);
        QVERIFY(story.ratio().since <= story.at);
        for (const Event &event : story.engine->timeline())
            QVERIFY(!std::holds_alternative<BlindEvent>(event.what));
    }
    // F06 as far as the engine decides it: an hour of flapping is one incident at a time, told once each.
    void flappingForAnHourIsToldOncePerIncident() {
        Story story(rules());
        for (int i = 0; i < 600; ++i)
            story.run(QStringLiteral("bbbbgg"));
        QCOMPARE(story.told(Resolved), 0);
        QVERIFY2(story.notices.size() <= 3, qPrintable(QString::number(story.notices.size())));
    }
};

QTEST_APPLESS_MAIN(TestAlertFaults)
#include "tst_alertfaults.moc"

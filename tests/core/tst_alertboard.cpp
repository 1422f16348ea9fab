#include "alertboard.h"
#include "stackfixture.h"

#include <QTest>

using namespace spillway;

static const AlertBoard::Usual nothingUsual = [](Metric) { return std::nullopt; };

static Configuration oneRule(Rule rule) {
    Configuration configuration = fixture::configuration(2);
    configuration.rules = {std::move(rule)};
    return configuration;
}

static Rule lowRatio() {
    Rule rule;
    rule.name = QStringLiteral("Hit ratio low");
    rule.threshold = 0.8;
    rule.window = 1s;
    return rule;
}

static std::vector<Sample> ratio(qint64 second, double value, qint32 endpoint = SeriesId::WholeStack) {
    return {{{0, endpoint, Metric::HitRatio}, Instant::fromMs(second * 1000), value * 100, 100}};
}

class TestAlertBoard : public QObject {
    Q_OBJECT
private slots:
    void selectorsChooseTheSubjects_data() {
        QTest::addColumn<QString>("stack");
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<int>("alerts");
        QTest::newRow("no selector: every stack") << ""
                                                  << "" << 1;
        QTest::newRow("this stack") << "checkout"
                                    << "" << 1;
        QTest::newRow("another stack") << "search"
                                       << "" << 0;
        QTest::newRow("one endpoint") << ""
                                      << "cache-2" << 1;
    }
    void selectorsChooseTheSubjects() {
        QFETCH(QString, stack);
        QFETCH(QString, endpoint);
        QFETCH(int, alerts);
        Rule rule = lowRatio();
        rule.stack = stack;
        rule.endpoint = endpoint;
        const AlertBoard board(oneRule(rule));
        QCOMPARE(static_cast<int>(board.all().size()), alerts);
        if (!endpoint.isEmpty())
            QCOMPARE(board.all()[0].subject.endpoint, 1);
    }
    void theEventCarriesValueAndLimit() {
        AlertBoard board(oneRule(lowRatio()));
        const auto events = board.consume(0, Instant::fromMs(1000), ratio(1, 0.41), nothingUsual);
        QCOMPARE(events.size(), size_t(1));
        const auto &what = std::get<AlertEvent>(events[0].what);
        QCOMPARE(what.state, AlertState::Firing);
        QCOMPARE(what.value, std::optional(0.41));
        QCOMPARE(what.threshold, std::optional(0.8));
        QVERIFY(events[0].text.contains(QStringLiteral("41.0")));
        QCOMPARE(events[0].stack, QStringLiteral("checkout"));
    }
    void anEndpointsAlertHearsOnlyItsEndpoint() {
        Rule rule = lowRatio();
        rule.endpoint = QStringLiteral("cache-2");
        AlertBoard board(oneRule(rule));
        QVERIFY(board.consume(0, Instant::fromMs(1000), ratio(1, 0.1, 0), nothingUsual).empty());
        QCOMPARE(board.consume(0, Instant::fromMs(2000), ratio(2, 0.1, 1), nothingUsual).size(), size_t(1));
    }
    void consequencesAreDemotedWhileTheCauseStands() {
        Rule load;
        load.name = QStringLiteral("Load high");
        load.metric = Metric::Load;
        load.comparison = Comparison::Above;
        load.threshold = 10;
        load.window = 1s;
        Configuration configuration = oneRule(load);
        configuration.rules.push_back(lowRatio());
        AlertBoard board(configuration);
        std::vector<Sample> samples = ratio(1, 0.4);
        samples.push_back({{0, SeriesId::WholeStack, Metric::Load}, Instant::fromMs(1000), 19, 1});
        board.consume(0, Instant::fromMs(1000), samples, nothingUsual);
        board.demote(0, QStringLiteral("a consequence of the cache"));
        QCOMPARE(board.all()[0].demotedBecause, QStringLiteral("a consequence of the cache"));
        QVERIFY(board.all()[1].demotedBecause.isEmpty());
        board.demote(0, QString());
        QVERIFY(board.all()[0].demotedBecause.isEmpty());
    }
    void anAlertThatFiresAsAConsequenceSaysSo() {
        Rule load;
        load.name = QStringLiteral("Load high");
        load.metric = Metric::Load;
        load.comparison = Comparison::Above;
        load.threshold = 12;
        AlertBoard board(oneRule(load));
        const std::vector<Sample> samples{
            {{0, SeriesId::WholeStack, Metric::Load}, Instant::fromMs(1000), 19, 1}};
        const auto events = board.consume(0, Instant::fromMs(1000), samples, nothingUsual,
                                          QStringLiteral("a consequence of the cache"));
        QVERIFY(!events.empty());
        QVERIFY2(events.back().text.endsWith(QStringLiteral("; a consequence of the cache")),
                 qPrintable(events.back().text));
    }
    void decidingNeedsAnOpenAlert() {
        AlertBoard board(oneRule(lowRatio()));
        const auto acknowledge = [&](const char *rule) {
            return board.decide(0, {Instant::fromMs(1500),
                                    QStringLiteral("checkout"),
                                    QLatin1String(rule),
                                    DecisionKind::Acknowledge,
                                    QStringLiteral("ada"),
                                    QStringLiteral("it is the import"),
                                    {}});
        };
        QVERIFY(acknowledge("").empty());
        board.consume(0, Instant::fromMs(1000), ratio(1, 0.4), nothingUsual);
        QVERIFY(acknowledge("another rule").empty());
        const std::vector<Event> events = acknowledge("Hit ratio low");
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(events[0].text,
                 QStringLiteral("Hit ratio low: acknowledged by ada at 00:00:01 UTC: it is the import"));
        QCOMPARE(board.all()[0].attention.acknowledgedBy, QStringLiteral("ada"));
        QVERIFY(board.all()[0].isHushed());
    }
};

QTEST_APPLESS_MAIN(TestAlertBoard)
#include "tst_alertboard.moc"

#include "configfile.h"

#include <QtTest>

using namespace spillway;

class TestExpectationFile : public QObject {
    Q_OBJECT
private slots:
    void reads();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void aFileThatIsNotThere();
};

void TestExpectationFile::reads() {
    const LoadedExpectations loaded = parseExpectations("[[expect]]\n"
                                                        "rule = \"Hit ratio low\"\n"
                                                        "recording = \"march-3.spill\"\n"
                                                        "stack = \"checkout\"\n"
                                                        "fires_after = \"2024-03-03T09:44:10Z\"\n"
                                                        "fires_by = \"2024-03-03T09:46:00Z\"\n"
                                                        "resolves_by = \"2024-03-03T14:00:00+01:00\"\n"
                                                        "[[expect]]\n"
                                                        "rule = \"Load high\"\n"
                                                        "fires = false\n",
                                                        QStringLiteral("e.toml"));
    QVERIFY(loaded.problems.empty());
    const auto at = [](const char *iso) { return *Instant::fromIso(QLatin1String(iso)); };
    const std::vector<Expectation> expected{
        {QStringLiteral("march-3.spill"), QStringLiteral("Hit ratio low"), QStringLiteral("checkout"), true,
         at("2024-03-03T09:44:10Z"), at("2024-03-03T09:46:00Z"), at("2024-03-03T13:00:00Z"),
         QStringLiteral("e.toml:2")},
        {QString(), QStringLiteral("Load high"), QString(), false, std::nullopt, std::nullopt, std::nullopt,
         QStringLiteral("e.toml:9")}};
    QCOMPARE(loaded.expectations, expected);
}

void TestExpectationFile::namesWhatIsWrong_data() {
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("problem"); // its beginning
    const auto row = [](const char *name, const char *toml, const char *problem) {
        QTest::newRow(name) << QByteArray(toml) << QString::fromLatin1(problem);
    };
    row("nothing in it", "", "e.toml:1:1: no expectation; add [[expect]]");
    row("not TOML", "[[expect]\n", "e.toml:");
    row("no rule", "[[expect]]\nfires = false\n", "e.toml:1:1: ");
    row("a time without a zone", "[[expect]]\nrule = \"a\"\nfires_by = \"2024-03-03T09:46:00\"\n",
        "e.toml:3:12: not a moment; ");
    row("never and by", "[[expect]]\nrule = \"a\"\nfires = false\nfires_by = \"2024-03-03T09:46:00Z\"\n",
        "e.toml:3:9: never to fire and a time to fire exclude each other");
    row("by before after",
        "[[expect]]\nrule = \"a\"\nfires_after = \"2024-03-03T09:46:00Z\"\nfires_by = "
        "\"2024-03-03T09:45:00Z\"\n",
        "e.toml:4:12: lies before fires_after");
    row("a mistyped key", "[[expect]]\nrule = \"a\"\nfire_by = \"2024-03-03T09:46:00Z\"\n", "e.toml:3:");
}

void TestExpectationFile::namesWhatIsWrong() {
    QFETCH(QByteArray, toml);
    QFETCH(QString, problem);
    const LoadedExpectations loaded = parseExpectations(toml, QStringLiteral("e.toml"));
    QVERIFY(loaded.expectations.empty());
    QVERIFY(!loaded.problems.empty());
    QVERIFY2(loaded.problems[0].text().startsWith(problem), qPrintable(loaded.problems[0].text()));
}

void TestExpectationFile::aFileThatIsNotThere() {
    const LoadedExpectations loaded = loadExpectations(QStringLiteral("/nonexistent/e.toml"));
    QVERIFY(loaded.expectations.empty());
    QCOMPARE(loaded.problems.size(), size_t(1));
    QVERIFY(loaded.problems[0].text().startsWith(QStringLiteral("/nonexistent/e.toml: cannot be opened")));
}

QTEST_GUILESS_MAIN(TestExpectationFile)
#include "tst_expectationfile.moc"

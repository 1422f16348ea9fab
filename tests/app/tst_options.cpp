#include "options.h"

#include <QtTest>

using namespace spillway;

class TestOptions : public QObject {
    Q_OBJECT
private slots:
    void values_data();
    void values();
    void sinceNow();
};

namespace {

// The value in words; "?" when the option is wrong, "-" when it is absent.
template <class Value, class Show> QString shown(const Outcome<std::optional<Value>> &outcome, Show show) {
    return !outcome ? QStringLiteral("?") : *outcome ? show(**outcome) : QStringLiteral("-");
}

QString valueOf(const QString &kind, const QCommandLineParser &line) {
    const QString name = QStringLiteral("x");
    if (kind == QLatin1String("duration"))
        return shown(durationOption(line, name), [](Duration d) { return QString::number(d.count()); });
    if (kind == QLatin1String("instant"))
        return shown(instantOption(line, name), [](Instant i) { return i.toIso(); });
    if (kind == QLatin1String("speed"))
        return shown(speedOption(line, name), [](double speed) { return QString::number(speed); });
    return shown(sizeOption(line, name),
                 [](QSize size) { return QStringLiteral("%1x%2").arg(size.width()).arg(size.height()); });
}

} // namespace

void TestOptions::values_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text"); // null: the option is absent
    QTest::addColumn<QString>("value");
    for (const char *kind : {"duration", "instant", "speed", "size"})
        QTest::addRow("no %s", kind) << kind << QString() << "-";
    QTest::newRow("a duration") << "duration"
                                << "15m"
                                << "900000";
    QTest::newRow("a duration of zero") << "duration"
                                        << "0s"
                                        << "?";
    QTest::newRow("a duration beyond any timer") << "duration"
                                                 << "25d"
                                                 << "?";
    QTest::newRow("a moment") << "instant"
                              << "2024-03-03T10:00:00Z"
                              << "2024-03-03T10:00:00.000Z";
    QTest::newRow("a moment with an offset") << "instant"
                                             << "2024-03-03T10:00:00+02:00"
                                             << "2024-03-03T08:00:00.000Z";
    QTest::newRow("a moment without a zone") << "instant"
                                             << "2024-03-03T10:00:00"
                                             << "?";
    QTest::newRow("a moment to come") << "instant"
                                      << "now+1h"
                                      << "?";
    QTest::newRow("a speed") << "speed"
                             << "0.5"
                             << "0.5";
    QTest::newRow("a speed that is too high") << "speed"
                                              << "10001"
                                              << "?";
    QTest::newRow("a speed that is no number") << "speed"
                                               << "nan"
                                               << "?";
    QTest::newRow("a size") << "size"
                            << "1440x900"
                            << "1440x900";
    QTest::newRow("a size without a height") << "size"
                                             << "1440"
                                             << "?";
    QTest::newRow("a size that is too small") << "size"
                                              << "10x10"
                                              << "?";
}

void TestOptions::values() {
    QFETCH(QString, kind);
    QFETCH(QString, text);
    QFETCH(QString, value);
    QCommandLineParser line;
    QCommandLineOption option(QStringLiteral("x"));
    option.setValueName(QStringLiteral("VALUE"));
    line.addOption(option);
    QStringList words{QStringLiteral("spillway")};
    if (!text.isNull())
        words << QStringLiteral("-x") << text;
    QVERIFY(line.parse(words));
    QCOMPARE(valueOf(kind, line), value);
}

void TestOptions::sinceNow() {
    QCommandLineParser line;
    QCommandLineOption option(QStringLiteral("x"));
    option.setValueName(QStringLiteral("VALUE"));
    line.addOption(option);
    QVERIFY(line.parse({QStringLiteral("spillway"), QStringLiteral("-x"), QStringLiteral("now-2h")}));
    const Instant now = Instant::fromMs(QDateTime::currentMSecsSinceEpoch());
    const Instant asked = **instantOption(line, QStringLiteral("x"));
    QVERIFY(now - asked > 119min && now - asked < 121min);
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"

#include "lognotifier.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

class TestLogNotifier : public QObject {
    Q_OBJECT

private slots:
    void printsOneLine_data();
    void printsOneLine();
    void saysWhyNothingWasPrinted();
};

void TestLogNotifier::printsOneLine_data() {
    QTest::addColumn<Urgency>("urgency");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("line");
    const QString title = QStringLiteral("checkout: the cache is overloading the database");
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    row("critical with a body") << Urgency::Critical << false << title << QStringLiteral("41.2\u00a0%")
                                << QStringLiteral("09:58:40 critical: %1 | 41.2\u00a0%\n").arg(title);
    row("normal without a body") << Urgency::Normal << false << title << QString()
                                 << QStringLiteral("09:58:40 warning: %1\n").arg(title);
    row("low") << Urgency::Low << false << title << QString()
               << QStringLiteral("09:58:40 info: %1\n").arg(title);
    row("an incident that is over") << Urgency::Critical << true << title << QString()
                                    << QStringLiteral("09:58:40 resolved: %1\n").arg(title);
    row("line feeds, escapes and direction marks")
        << Urgency::Normal << false << QStringLiteral("a\nb\x1b[2Jc\u202e") << QStringLiteral("d\u2028e")
        << QStringLiteral("09:58:40 warning: a b [2Jc | d e\n");
}

void TestLogNotifier::printsOneLine() {
    QFETCH(Urgency, urgency);
    QFETCH(bool, closes);
    QFETCH(QString, title);
    QFETCH(QString, body);
    QFETCH(QString, line);
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    LogNotifier notifier(&out);
    Notice notice;
    notice.at = *Instant::fromIso(QStringLiteral("2024-03-03T09:58:40Z"));
    notice.urgency = urgency;
    notice.closes = closes;
    notice.title = title;
    notice.body = body;
    notifier.show(notice);
    QCOMPARE(QString::fromUtf8(out.data()), line);
}

void TestLogNotifier::saysWhyNothingWasPrinted() {
    QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): device not open");
    QBuffer closed;
    LogNotifier notifier(&closed);
    const QSignalSpy failed(&notifier, &Notifier::failed);
    notifier.show(Notice{});
    QCOMPARE(failed.size(), 1);
}

QTEST_GUILESS_MAIN(TestLogNotifier)
#include "tst_lognotifier.moc"

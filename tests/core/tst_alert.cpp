#include "alert.h"

#include <QTest>

using namespace spillway;

class TestAlert : public QObject {
    Q_OBJECT
private slots:
    void saysWhyItGivesNoNotices_data() {
        QTest::addColumn<Attention>("attention");
        QTest::addColumn<bool>("isSilenced");
        QTest::addColumn<QString>("text");
        const Instant at = Instant::fromMs(3'600'000);
        QTest::newRow("nothing was decided") << Attention{} << false << "";
        QTest::newRow("acknowledged") << Attention{QStringLiteral("ada"), {}, at, {}, {}} << false
                                      << "acknowledged by ada at 01:00:00 UTC";
        QTest::newRow("with a comment")
            << Attention{QStringLiteral("ada"), QStringLiteral("it is the import"), at, {}, {}} << false
            << "acknowledged by ada at 01:00:00 UTC: it is the import";
        QTest::newRow("snoozed") << Attention{{}, {}, {}, at, QStringLiteral("ada")} << false
                                 << "snoozed until 01:00:00 UTC";
        QTest::newRow("silenced") << Attention{} << true << "silenced until 02:00:00 UTC: backup";
        QTest::newRow("what a human said comes first") << Attention{QStringLiteral("ada"), {}, at, {}, {}}
                                                       << true << "acknowledged by ada at 01:00:00 UTC";
    }
    void saysWhyItGivesNoNotices() {
        QFETCH(Attention, attention);
        QFETCH(bool, isSilenced);
        QFETCH(QString, text);
        Alert alert;
        alert.attention = attention;
        if (isSilenced) {
            alert.silencedUntil = Instant::fromMs(7'200'000);
            alert.silencedBecause = QStringLiteral("backup");
        }
        QCOMPARE(hushText(alert), text);
        QCOMPARE(alert.isHushed(), !text.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestAlert)
#include "tst_alert.moc"

// What comes from servers and recordings is shown as text and as nothing else.

#include "plaintext.h"
#include "textlabel.h"

#include <QTest>

using namespace spillway;

class TestPlainText : public QObject {
    Q_OBJECT
private slots:
    void isHarmless_data();
    void isHarmless();
    void toolTipsAreNeverMarkup();
};

void TestPlainText::isHarmless_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("shown");
    QTest::newRow("ordinary words pass") << QStringLiteral("cache-1 äöü 缓存") << QStringLiteral("cache-1 äöü 缓存");
    QTest::newRow("a no-break space passes") << QStringLiteral(u"41.2\u00a0%") << QStringLiteral(u"41.2\u00a0%");
    QTest::newRow("escape sequences lose their escape") << QStringLiteral("\x1b]0;x\a") << QStringLiteral("]0;x");
    QTest::newRow("direction overrides are dropped") << QStringLiteral(u"a\u202eb\u2067c") << QStringLiteral("abc");
    QTest::newRow("line feeds become spaces") << QStringLiteral("a\nb\tc") << QStringLiteral("a b c");
    QTest::newRow("markup stays as it is") << QStringLiteral("<b>x</b>") << QStringLiteral("<b>x</b>");
    QTest::newRow("long text is cut with an ellipsis")
        << QString(300, QLatin1Char('x')) << (QString(199, QLatin1Char('x')) + QChar(0x2026));
    QTest::newRow("a pair of surrogates is not cut in half")
        << (QString(198, QLatin1Char('x')) + QStringLiteral("😀😀")) << (QString(198, QLatin1Char('x')) + QChar(0x2026));
}

void TestPlainText::isHarmless() {
    QFETCH(QString, from);
    QFETCH(QString, shown);
    QCOMPARE(plainText(from), shown);
}

void TestPlainText::toolTipsAreNeverMarkup() {
    QCOMPARE(plainToolTip(QStringLiteral("<img src=x>")), QStringLiteral("<span>&lt;img src=x&gt;</span>"));
    QCOMPARE(plainToolTip(QString()), QString());
}

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"

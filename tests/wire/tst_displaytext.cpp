#include "displaytext.h"

#include <QTest>

using namespace spillway;

class TestDisplayText : public QObject {
    Q_OBJECT

private slots:
    void isFitToBeShown_data();
    void isFitToBeShown();
    void isBoundedWhateverComes();
};

void TestDisplayText::isFitToBeShown_data() {
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("shown");
    QTest::addRow("plain words stay")
        << QByteArray("database \"app\" does not exist") << QStringLiteral("database \"app\" does not exist");
    QTest::addRow("letters of all scripts stay")
        << QByteArray("größer 日本 😀") << QStringLiteral("größer 日本 😀");
    QTest::addRow("several lines become one") << QByteArray("one\r\ntwo\n") << QStringLiteral("one two");
    QTest::addRow("terminal colours lose their escape")
        << QByteArray("\x1b[31mred") << QStringLiteral("[31mred");
    QTest::addRow("a NUL is a blank") << QByteArray("a\0b", 3) << QStringLiteral("a b");
    QTest::addRow("text that turns direction does not") << QByteArray("a\u202e"
                                                                      "b")
                                                        << QStringLiteral("a b");
    QTest::addRow("markup stays as it is written")
        << QByteArray("<img src=x>") << QStringLiteral("<img src=x>");
    QTest::addRow("bytes that are no UTF-8 are replaced") << QByteArray("a\xff"
                                                                        "b")
                                                          << QStringLiteral("a\ufffdb");
    QTest::addRow("nothing stays nothing") << QByteArray() << QString();
}

void TestDisplayText::isFitToBeShown() {
    QFETCH(QByteArray, sent);
    QTEST(displayText(sent), "shown");
}

void TestDisplayText::isBoundedWhateverComes() {
    const QString shown = displayText(QByteArray(64 * 1024, 'x'), 40);
    QCOMPARE(shown, QString(39, u'x') + QChar(0x2026));
    // Never half of a character of two code units.
    QCOMPARE(displayText(QByteArray("\U0001F600").repeated(100), 10).isValidUtf16(), true);
}

QTEST_GUILESS_MAIN(TestDisplayText)
#include "tst_displaytext.moc"

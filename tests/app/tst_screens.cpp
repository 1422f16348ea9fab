#include "program.h"
#include "shortoutage.h"

#include <QImage>

#include <csignal>

using namespace spillway;

class TestScreens : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void snapshot_data();
    void snapshot();
    void snapshotIsTheSameTwice();
    void snapshotThatCannotBeWritten();
    void wallNamesTheScreensThatThereAre();
    void windowEndsWithASignal_data();
    void windowEndsWithASignal();

private:
    Program m_program;
};

void TestScreens::initTestCase() {
    writeShortOutage(m_program.path("x.spill"));
    m_program.write("x.toml", "[[stack]]\nname = \"checkout\"\n"
                              "[[stack.cache]]\nname = \"c\"\nurl = \"redis://127.0.0.1:1\"\n"
                              "[[stack.database]]\nname = \"d\"\nurl = \"postgresql://u@127.0.0.1:1/a\"\n");
}

void TestScreens::snapshot_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QSize>("size");
    QTest::newRow("the end of a recording") << "x.spill" << 0 << QSize(1440, 900);
    QTest::newRow("a moment and a size")
        << "x.spill --at 2024-03-03T10:00:20Z --size 1280x800 --view replay" << 0 << QSize(1280, 800);
    QTest::newRow("before the beginning") << "x.spill --at 2020-01-01T00:00:00Z" << 0 << QSize(1440, 900);
    QTest::newRow("a wall") << "x.spill --view wall" << 0 << QSize(1920, 1080);
    QTest::newRow("a wall of four thousand")
        << "x.spill --view wall --size 3840x2160" << 0 << QSize(3840, 2160);
    QTest::newRow("live, though nobody answers") << "x.toml" << 3 << QSize(1440, 900);
}

void TestScreens::snapshot() {
    QFETCH(QString, arguments);
    QFETCH(int, status);
    QFETCH(QSize, size);
    const QString output = m_program.path("out.png");
    QFile::remove(output);
    const Ended ended = m_program.run(QStringList{QStringLiteral("snapshot"), QStringLiteral("-o"), output} +
                                      arguments.split(u' '));
    QVERIFY2(ended.status == status, ended.err.constData());
    const QImage picture(output);
    QCOMPARE(picture.size(), size);
    // Not one colour all over.
    QSet<QRgb> colours;
    for (int x = 0; x < picture.width(); x += 7)
        for (int y = 0; y < picture.height(); y += 7)
            colours << picture.pixel(x, y);
    QVERIFY(colours.size() > 10);
}

void TestScreens::snapshotIsTheSameTwice() {
    QByteArray pictures[2];
    for (QByteArray &picture : pictures) {
        const Ended ended = m_program.run({QStringLiteral("snapshot"), QStringLiteral("x.spill"),
                                           QStringLiteral("-o"), QStringLiteral("twice.png")});
        QCOMPARE(ended.status, 0);
        QFile file(m_program.path("twice.png"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        picture = file.readAll();
    }
    QVERIFY(pictures[0] == pictures[1]);
}

void TestScreens::snapshotThatCannotBeWritten() {
    const Ended ended = m_program.run({QStringLiteral("snapshot"), QStringLiteral("x.spill"),
                                       QStringLiteral("-o"), QStringLiteral("nowhere/out.png")});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains("nowhere/out.png: cannot be written"), ended.err.constData());
}

void TestScreens::wallNamesTheScreensThatThereAre() {
    m_program.set("QT_QPA_PLATFORM", QStringLiteral("offscreen"));
    const Ended ended = m_program.run({QStringLiteral("wall"), QStringLiteral("--screen"),
                                       QStringLiteral("HDMI-9"), QStringLiteral("x.toml")});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains("there is no screen 'HDMI-9', there is '"), ended.err.constData());
}

void TestScreens::windowEndsWithASignal_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("the welcome") << QStringList();
    QTest::newRow("a configuration") << QStringList{QStringLiteral("x.toml")};
    QTest::newRow("a recording") << QStringList{QStringLiteral("x.spill")};
    QTest::newRow("a wall") << QStringList{QStringLiteral("wall"), QStringLiteral("x.toml")};
    QTest::newRow("a wall of a recording") << QStringList{QStringLiteral("wall"), QStringLiteral("x.spill"),
                                                          QStringLiteral("--speed"), QStringLiteral("60")};
    QTest::newRow("a replay that plays") << QStringList{QStringLiteral("replay"),
                                                        QStringLiteral("x.spill"),
                                                        QStringLiteral("--play"),
                                                        QStringLiteral("--speed"),
                                                        QStringLiteral("20"),
                                                        QStringLiteral("--from"),
                                                        QStringLiteral("2024-03-03T09:59:30Z")};
}

// Once it handles signals the window stands; before that a signal would be the end of the process.
void TestScreens::windowEndsWithASignal() {
    QFETCH(QStringList, arguments);
    m_program.set("QT_QPA_PLATFORM", QStringLiteral("offscreen"));
    const auto process = m_program.start(arguments);
    QVERIFY(process->waitForStarted());
    const auto handlesSigterm = [&] {
        QFile status(QStringLiteral("/proc/%1/status").arg(process->processId()));
        if (!status.open(QIODevice::ReadOnly))
            return false;
        for (const QByteArray &line : status.readAll().split('\n'))
            if (line.startsWith("SigCgt:"))
                return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGTERM - 1) & 1) != 0;
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(handlesSigterm(), 30'000);
    QCOMPARE(::kill(static_cast<pid_t>(process->processId()), SIGTERM), 0);
    const Ended ended = Program::endOf(*process);
    QVERIFY2(ended.status == 0, ended.err.constData());
}

QTEST_GUILESS_MAIN(TestScreens)
#include "tst_screens.moc"

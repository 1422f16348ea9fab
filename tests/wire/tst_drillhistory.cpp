// The history of drills: what is kept comes back, and a spoilt line costs only itself.

#include "drillhistory.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

namespace {

DrillRecord sample(const QString &drill) {
    return {*Instant::fromIso(QStringLiteral("2025-02-03T10:00:00Z")),
            QStringLiteral("ada"),
            drill,
            {12s, 95s, {}, true, 1, 80}};
}

} // namespace

class TestDrillHistory : public QObject {
    Q_OBJECT
private slots:
    void comesBack_data() {
        QTest::addColumn<QString>("drill");
        QTest::newRow("a name") << "spike-at-night";
        QTest::newRow("a file of one's own") << "our \"outage\" of\nMay.spill";
    }
    void comesBack() {
        QFETCH(QString, drill);
        const QByteArray line = toJsonLine(sample(drill));
        QCOMPARE(line.count('\n'), qsizetype(1));
        QVERIFY(readDrills(line) == std::vector{sample(drill)});
    }
    void keepsOneBehindTheOther() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("state/spillway/drills"));
        QVERIFY(keptDrills(path).empty());
        QVERIFY(!keepDrill(path, sample(QStringLiteral("one"))));
        QVERIFY(!keepDrill(path, sample(QStringLiteral("two"))));
        const std::vector<DrillRecord> kept = keptDrills(path);
        QCOMPARE(kept.size(), size_t(2));
        QCOMPARE(kept[1].drill, QStringLiteral("two"));
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
    }
    void passesOverWhatIsNoDrill() {
        const QByteArray text =
            "half a li\n{\"at\":\"2025\"}\n[]\n" + toJsonLine(sample(QStringLiteral("one")));
        QCOMPARE(readDrills(text).size(), size_t(1));
    }
    void saysWhyItCannotBeKept() {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("taken")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto failure =
            keepDrill(file.fileName() + QStringLiteral("/drills"), sample(QStringLiteral("one")));
        QVERIFY(failure);
        QVERIFY2(failure->what.contains(u"taken/drills"), qPrintable(failure->what));
        QVERIFY(!failure->remedy.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDrillHistory)
#include "tst_drillhistory.moc"

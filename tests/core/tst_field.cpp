#include "field.h"

#include <QSet>
#include <QTest>

using namespace spillway;

class TestField : public QObject {
    Q_OBJECT
private slots:
    void namesAreUniqueAndReadBack() {
        QSet<QString> names;
        for (const FieldInfo &info : fieldTable()) {
            QVERIFY2(!names.contains(info.name), info.name.data());
            names.insert(info.name);
            QCOMPARE(fieldFromName(info.name), std::optional(info.field));
            QCOMPARE(&fieldInfo(info.field), &info);
        }
        QCOMPARE(names.size(), static_cast<qsizetype>(Field::Count));
    }
    void anUnknownNameIsNoField() { QVERIFY(!fieldFromName(QLatin1String("keyspace_wishes"))); }
};

QTEST_APPLESS_MAIN(TestField)
#include "tst_field.moc"

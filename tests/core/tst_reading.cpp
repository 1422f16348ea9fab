#include "reading.h"

#include <QTest>

using namespace spillway;

class TestReading : public QObject {
    Q_OBJECT
private slots:
    void absentIsNotZero() {
        Reading reading;
        QVERIFY(!reading.value(Field::Hits));
        reading.set(Field::Hits, 0);
        QCOMPARE(reading.value(Field::Hits), std::optional(0.0));
    }
    void keepsFieldsInOrderAndReplaces() {
        Reading reading;
        reading.set(Field::Active, 3);
        reading.set(Field::Hits, 1);
        reading.set(Field::Misses, 2);
        reading.set(Field::Hits, 5);
        const std::vector<FieldValue> expected{{Field::Hits, 5}, {Field::Misses, 2}, {Field::Active, 3}};
        QCOMPARE(reading.fields(), expected);
    }
};

QTEST_APPLESS_MAIN(TestReading)
#include "tst_reading.moc"

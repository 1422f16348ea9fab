#include "rowmodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

namespace {

struct Row {
    qint64 key = 0;
    int value = 0;
    bool operator==(const Row &) const = default;
};

// "1a 2b": key and value.
std::vector<Row> rowsOf(const QString &text) {
    std::vector<Row> rows;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        rows.push_back({word[0].digitValue(), word[1].unicode()});
    return rows;
}

class Model : public RowModel<Row> {
public:
    using RowModel::setRows;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex &index, int role) const override {
        if (role != Qt::DisplayRole)
            return {};
        return QStringLiteral("%1%2").arg(row(index).key).arg(QChar(row(index).value));
    }
    QString text() const {
        QStringList words;
        for (int i = 0; i < rowCount(); ++i)
            words.append(data(index(i, 0), Qt::DisplayRole).toString());
        return words.join(QLatin1Char(' '));
    }
};

} // namespace

class TestRowModel : public QObject {
    Q_OBJECT

private slots:
    void tellsTheLeast_data();
    void tellsTheLeast();
    void persistentIndexesFollowTheirRow();
};

void TestRowModel::tellsTheLeast_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("changed");
    QTest::addColumn<int>("inserted");
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("moved");
    QTest::newRow("nothing to nothing") << ""
                                        << "" << 0 << 0 << 0 << 0;
    QTest::newRow("the same rows") << "1a 2b"
                                   << "1a 2b" << 0 << 0 << 0 << 0;
    QTest::newRow("one value") << "1a 2b 3c"
                               << "1a 2x 3c" << 1 << 0 << 0 << 0;
    QTest::newRow("the first rows") << ""
                                    << "1a 2b" << 0 << 2 << 0 << 0;
    QTest::newRow("all go") << "1a 2b"
                            << "" << 0 << 0 << 2 << 0;
    QTest::newRow("one in between") << "1a 3c"
                                    << "1a 2b 3c" << 0 << 1 << 0 << 0;
    QTest::newRow("the middle one goes") << "1a 2b 3c"
                                         << "1a 3c" << 0 << 0 << 1 << 0;
    QTest::newRow("the last comes first") << "1a 2b 3c"
                                          << "3c 1a 2b" << 0 << 0 << 0 << 1;
    QTest::newRow("moved and changed") << "1a 2b"
                                       << "2x 1a" << 1 << 0 << 0 << 1;
    QTest::newRow("reversed") << "1a 2b 3c 4d"
                              << "4d 3c 2b 1a" << 0 << 0 << 0 << 3;
    QTest::newRow("others altogether") << "1a 2b"
                                       << "3c 4d 5e" << 0 << 3 << 2 << 0;
    QTest::newRow("everything at once") << "1a 2b 3c"
                                        << "4d 3x 1a" << 1 << 1 << 1 << 1;
}

void TestRowModel::tellsTheLeast() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    Model model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(rowsOf(before));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    model.setRows(rowsOf(after));
    QCOMPARE(model.text(), after);
    QTEST(static_cast<int>(changed.size()), "changed");
    QTEST(static_cast<int>(inserted.size()), "inserted");
    QTEST(static_cast<int>(removed.size()), "removed");
    QTEST(static_cast<int>(moved.size()), "moved");
}

void TestRowModel::persistentIndexesFollowTheirRow() {
    Model model;
    model.setRows(rowsOf(QStringLiteral("1a 2b 3c")));
    const QPersistentModelIndex third(model.index(2, 1));
    const QPersistentModelIndex second(model.index(1, 0));
    model.setRows(rowsOf(QStringLiteral("3x 4d 1a")));
    QCOMPARE(third.data().toString(), QStringLiteral("3x"));
    QCOMPARE(third.row(), 0);
    QVERIFY(!second.isValid());
}

QTEST_GUILESS_MAIN(TestRowModel)
#include "tst_rowmodel.moc"

#include "memcachedstats.h"

#include <QTest>

using namespace spillway;

class TestMemcachedStats : public QObject {
    Q_OBJECT

private slots:
    void readsFields_data();
    void readsFields();
    void readsWhoAnswers();
    void refusesATableOfSomethingElse();
    void keepsSettingsWithoutPaths();
    void hasWordsForErrors_data();
    void hasWordsForErrors();
};

void TestMemcachedStats::readsFields_data() {
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<Field>("field");
    QTest::addColumn<std::optional<double>>("value");
    const std::optional<double> absent;
    QTest::addRow("hits") << QByteArray("get_hits 7\n") << Field::Hits << std::optional(7.0);
    QTest::addRow("the first of two")
        << QByteArray("get_hits 7\nget_hits 8\n") << Field::Hits << std::optional(7.0);
    QTest::addRow("an absent field is not zero") << QByteArray("get_hits 7\n") << Field::Misses << absent;
    QTest::addRow("a negative number")
        << QByteArray("get_hits 7\nevictions -1\n") << Field::Evicted << absent;
    QTest::addRow("no number") << QByteArray("get_hits 7\ncurr_items many\n") << Field::Keys << absent;
    QTest::addRow("no value") << QByteArray("get_hits 7\ncurr_items\n") << Field::Keys << absent;
    QTest::addRow("CPU is per thread") << QByteArray("rusage_user 1.5\nrusage_system 0.5\nthreads 4\n")
                                       << Field::CpuSeconds << std::optional(0.5);
    QTest::addRow("CPU of unknown threads")
        << QByteArray("get_hits 7\nrusage_user 1\nrusage_system 1\n") << Field::CpuSeconds << absent;
    QTest::addRow("CPU of no threads")
        << QByteArray("get_hits 7\nrusage_user 1\nrusage_system 1\nthreads 0\n") << Field::CpuSeconds
        << absent;
    QTest::addRow("failures of all kinds")
        << QByteArray("store_too_large 1\nstore_no_memory 2\nread_buf_oom 4\nresponse_obj_oom 8\n")
        << Field::ErrorReplies << std::optional(15.0);
    QTest::addRow("failures of an old version")
        << QByteArray("store_no_memory 2\n") << Field::ErrorReplies << std::optional(2.0);
    QTest::addRow("no failures known") << QByteArray("get_hits 7\n") << Field::ErrorReplies << absent;
}

void TestMemcachedStats::readsFields() {
    QFETCH(QByteArray, table);
    QFETCH(Field, field);
    QFETCH(std::optional<double>, value);
    const auto reading = readMemcachedStats(table);
    QVERIFY(reading);
    QCOMPARE(reading->value(field), value);
}

void TestMemcachedStats::readsWhoAnswers() {
    const auto reading = readMemcachedStats("pid 42\nversion 1.6.18\nlimit_maxbytes 67108864\nget_hits 1\n");
    QVERIFY(reading);
    QCOMPARE(reading->identity, QStringLiteral("42"));
    QCOMPARE(reading->version, QStringLiteral("memcached 1.6.18"));
    const QMap<QString, QString> settings{{QStringLiteral("limit_maxbytes"), QStringLiteral("67108864")}};
    QCOMPARE(reading->settings, settings);
}

void TestMemcachedStats::refusesATableOfSomethingElse() {
    for (const QByteArray table : {"", "colour red\n", "\n\n \n"})
        QVERIFY(!readMemcachedStats(table));
}

void TestMemcachedStats::keepsSettingsWithoutPaths() {
    const QMap<QString, QString> expected{{QStringLiteral("slab_automove"), QStringLiteral("1")},
                                          {QStringLiteral("evictions"), QStringLiteral("on")}};
    QCOMPARE(readMemcachedSettings("slab_automove 1\nauth_enabled_ascii /etc/accounts\ninter 10.0.0.1\n"
                                   "evictions on\nssl_key /etc/key\n"),
             expected);
}

void TestMemcachedStats::hasWordsForErrors_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("what");
    QTest::addRow("not logged in") << QByteArray("CLIENT_ERROR unauthenticated")
                                   << FailureKind::Authentication
                                   << QStringLiteral("the server asks for a user and a password");
    QTest::addRow("full") << QByteArray("ERROR Too many open connections") << FailureKind::Full
                          << QStringLiteral("the server has no connection left (max_connections)");
    QTest::addRow("unknown") << QByteArray("ERROR") << FailureKind::Protocol
                             << QStringLiteral("the server does not know the command stats");
    QTest::addRow("out of memory") << QByteArray("SERVER_ERROR out of memory") << FailureKind::NoAnswer
                                   << QStringLiteral("the server has no memory to answer");
    QTest::addRow("anything else, without its control characters")
        << QByteArray("SERVER_ERROR \x1b[31mno") << FailureKind::Protocol
        << QStringLiteral("the server refused the question: SERVER_ERROR ");
}

void TestMemcachedStats::hasWordsForErrors() {
    QFETCH(QByteArray, line);
    QFETCH(FailureKind, kind);
    QFETCH(QString, what);
    const Failure failure = readMemcachedError(line);
    QCOMPARE(failure.kind, kind);
    QVERIFY2(failure.what.startsWith(what), qPrintable(failure.what));
    QVERIFY(!failure.what.contains(QChar(0x1b)));
}

QTEST_GUILESS_MAIN(TestMemcachedStats)
#include "tst_memcachedstats.moc"

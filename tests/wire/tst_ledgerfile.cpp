#include "ledgerfile.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace spillway;

namespace {

KeptState state() {
    KeptState made{
        Instant::fromMs(1'709'459'892'005), {}, {{QStringLiteral("checkout"), 2, true, Severity::Warning}}};
    made.alerts.push_back({QStringLiteral("Load high"), QStringLiteral("checkout"),
                           QStringLiteral("load|1|16"), Severity::Critical, AlertState::Firing,
                           Instant::fromMs(1'709'459'000'000), 0ms, Attention{}});
    return made;
}

} // namespace

class TestLedgerFile : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString path() const { return m_folder.filePath(QStringLiteral("state/a.json")); }
    bool put(const QByteArray &bytes) const {
        QFile file(path());
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    QByteArray bytes() const {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
private slots:
    void init() { QVERIFY(!writeLedger(path(), state())); }
    void givesBackWhatWasWritten() {
        const auto read = readLedger(path());
        QVERIFY(read && *read && **read == state());
    }
    void isForItsOwnerOnly() {
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QVERIFY(!(QFileInfo(path()).permissions() & others));
        QVERIFY(!(QFileInfo(QFileInfo(path()).absolutePath()).permissions() & others));
    }
    void nothingIsNoFailure() {
        const auto read = readLedger(m_folder.filePath(QStringLiteral("none.json")));
        QVERIFY(read && !*read);
    }
    // Cut anywhere, or with any byte changed: refused in words, or what was written, and never something
    // else.
    void isNeverMisread() {
        const QByteArray whole = bytes();
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray changed = whole;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            for (const QByteArray &damaged : {changed, whole.left(i)}) {
                QVERIFY(put(damaged));
                const auto read = readLedger(path());
                QVERIFY(!read ? read.failure().what.startsWith(path()) : *read && **read == state());
            }
        }
    }
    void refusesALaterVersion() {
        QVERIFY(put(bytes().replace("\"ledger\":1", "\"ledger\":2")));
        const auto read = readLedger(path());
        QVERIFY(!read);
        QVERIFY2(read.failure().what.contains(QStringLiteral("later version")),
                 qPrintable(read.failure().what));
    }
    void refusesWhatIsNoFile() {
        const auto read = readLedger(m_folder.path());
        QVERIFY(!read);
        QVERIFY(!read.failure().remedy.isEmpty());
    }
    void saysThatItCannotBeWritten() {
        const auto failure = writeLedger(path() + QStringLiteral("/below-a-file.json"), state());
        QVERIFY(failure);
        QVERIFY(!failure->remedy.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLedgerFile)
#include "tst_ledgerfile.moc"

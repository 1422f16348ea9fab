#include "campaign.h"
#include "recordingfixture.h"

#include <QTest>

using namespace spillway;
using namespace spillway::test;

class RecordingDamageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void readsUpToTheCut();
    void readsACutRecordingThatWasNotClosed();
    void everyFlippedBitIsFoundOrHarmless();
    void zeroedPagesCostOnlyThemselves();
    void namesADamagedBlock();

private:
    QString faultOfCut(qsizetype size) const;

    static constexpr int endpoints = 3;
    std::vector<Frame> m_frames;
    QByteArray m_content; // of the closed recording
};

namespace {

struct Survey {
    bool opened = false;
    std::vector<Frame> frames;
    QStringList damage;
    std::vector<LostStretch> lost;
};

Survey surveyOf(const QByteArray &content) {
    const RecordingFolder folder;
    Survey survey;
    if (!write(folder.path(), content))
        return survey;
    const auto reader = RecordingReader::open(folder.path());
    survey.opened = reader.ok();
    if (reader) {
        survey.frames = framesOf(**reader);
        survey.damage = (*reader)->damage();
        survey.lost = (*reader)->lost();
    } else {
        survey.damage = {reader.failure().what};
    }
    return survey;
}

} // namespace

void RecordingDamageTest::initTestCase() {
    const RecordingFolder folder;
    m_frames = RandomFrames(20, endpoints).take(1800);
    QVERIFY(recordAll(folder.path(), endpoints, m_frames));
    m_content = contentOf(folder.path());
}

// Empty, or what is wrong with what can be read of the first `size` bytes.
QString RecordingDamageTest::faultOfCut(qsizetype size) const {
    const Survey survey = surveyOf(m_content.first(size));
    if (!isPartOf(survey.frames, m_frames))
        return QStringLiteral("frames that never were");
    if (survey.damage.isEmpty())
        return QStringLiteral("no word");
    if (survey.opened && !survey.damage.first().contains(QStringLiteral("cut short")))
        return survey.damage.first();
    // The head takes some pages; a block is complete or lost, and three are open at any time.
    const double share = double(size) / double(m_content.size());
    const auto least = qsizetype(share * double(m_frames.size())) - 4 * 300 - 100;
    return qsizetype(survey.frames.size()) >= least
               ? QString()
               : QStringLiteral("%1 frames, at least %2 expected").arg(survey.frames.size()).arg(least);
}

void RecordingDamageTest::readsUpToTheCut() {
    std::vector<qsizetype> sizes;
    for (qsizetype size = 4096; size < m_content.size(); size += 4096 * roundsOf(12, 1))
        sizes.push_back(size);
    for (const int missing : {1, 4096, 40960})
        sizes.push_back(m_content.size() - missing);
    std::mt19937 random(21);
    for (int i = 0; i < roundsOf(20, 1000); ++i)
        sizes.push_back(qsizetype(random() % quint32(m_content.size())));
    for (const qsizetype size : sizes) {
        const QString fault = faultOfCut(size);
        QVERIFY2(fault.isEmpty(), qPrintable(QStringLiteral("cut after %1: %2").arg(size).arg(fault)));
    }
    report(QStringLiteral("%1 truncations: all read up to the cut, 0 samples invented").arg(sizes.size()));
}

void RecordingDamageTest::readsACutRecordingThatWasNotClosed() {
    const RecordingFolder folder;
    const auto writer = created(folder.path(), endpoints);
    QVERIFY(writer && appendAll(*writer, m_frames));
    const QByteArray content = contentOf(folder.path());
    const QByteArray log = contentOf(folder.path() + QStringLiteral("-wal"));
    for (const double share : {1.0, 0.9, 0.5}) {
        const RecordingFolder copy;
        QVERIFY(write(copy.path(), content.first(qsizetype(share * double(content.size())))));
        QVERIFY(write(copy.path() + QStringLiteral("-wal"), log));
        const auto reader = RecordingReader::open(copy.path());
        QVERIFY2(reader, qPrintable(reader ? QString() : reader.failure().what));
        const std::vector<Frame> frames = framesOf(**reader);
        QVERIFY(isPartOf(frames, m_frames));
        QCOMPARE((*reader)->damage().isEmpty(), share == 1.0);
        QVERIFY2(double(frames.size()) >= share * double(m_frames.size()) - 1000,
                 qPrintable(QString::number(frames.size())));
    }
}

void RecordingDamageTest::everyFlippedBitIsFoundOrHarmless() {
    std::mt19937 random(22);
    size_t readable = 0;
    const int flips = roundsOf(80, 10'000);
    int named = 0;
    for (int i = 0; i < flips; ++i) {
        QByteArray content = m_content;
        const auto at = qsizetype(random() % quint32(content.size()));
        content[at] = static_cast<char>(content[at] ^ (1 << (random() % 8)));
        const Survey survey = surveyOf(content);
        readable += survey.frames.size();
        named += survey.damage.isEmpty() ? 0 : 1;
        QVERIFY2(isPartOf(survey.frames, m_frames), qPrintable(QStringLiteral("byte %1").arg(at)));
        QVERIFY2(survey.frames.size() == m_frames.size() || !survey.damage.isEmpty(),
                 qPrintable(QStringLiteral("byte %1: %2 frames, no word").arg(at).arg(survey.frames.size())));
    }
    // A block is a sixth of this recording.
    QVERIFY2(readable >= size_t(flips) * m_frames.size() * 80 / 100, qPrintable(QString::number(readable)));
    report(QStringLiteral(
               "%1 flipped bits: %2 named as damage, %3 harmless, 0 unnoticed; %4 % of the polls read")
               .arg(flips)
               .arg(named)
               .arg(flips - named)
               .arg(100.0 * double(readable) / double(m_frames.size()) / flips, 0, 'f', 2));
}

void RecordingDamageTest::zeroedPagesCostOnlyThemselves() {
    std::mt19937 random(23);
    const int rounds = roundsOf(25, 300);
    for (int i = 0; i < rounds; ++i) {
        QByteArray content = m_content;
        const auto pages = quint32(content.size() / 4096);
        const auto page = 1 + qsizetype(random() % (pages - 1));
        std::fill_n(content.begin() + page * 4096, 4096, '\0');
        const Survey survey = surveyOf(content);
        QVERIFY2(isPartOf(survey.frames, m_frames), qPrintable(QStringLiteral("page %1").arg(page)));
        QVERIFY(survey.frames.size() == m_frames.size() || !survey.damage.isEmpty());
        // Not the page with the configuration: everything else gives back most of the rest.
        if (survey.opened)
            QVERIFY2(survey.frames.size() >= m_frames.size() * 60 / 100,
                     qPrintable(QStringLiteral("page %1: %2 frames").arg(page).arg(survey.frames.size())));
    }
    report(QStringLiteral("%1 zeroed pages: all named, 0 samples invented").arg(rounds));
}

void RecordingDamageTest::namesADamagedBlock() {
    const RecordingFolder folder;
    const std::vector<Frame> frames = RandomFrames(24, 1).take(900);
    QVERIFY(recordAll(folder.path(), 1, frames));
    QByteArray content = contentOf(folder.path());
    // The newest block, found by the magic number of zstd. Older places may be left-overs of SQLite.
    const qsizetype block = content.lastIndexOf(QByteArray("\x28\xb5\x2f\xfd", 4));
    QVERIFY(block > 0);
    content[block + 100] = static_cast<char>(content[block + 100] ^ 4);
    const Survey survey = surveyOf(content);
    QCOMPARE(survey.frames.size(), size_t(600));
    QCOMPARE(survey.damage.size(), 1);
    const QString &word = survey.damage.first();
    QVERIFY2(word.startsWith(QStringLiteral("300 polls of cache-0 between 2024-03-03T")), qPrintable(word));
    QCOMPARE(survey.lost.size(), size_t(1));
    const LostStretch &lost = survey.lost.front();
    QCOMPARE(lost, (LostStretch{QStringLiteral("cache-0"), 300, lost.from, lost.to}));
    QVERIFY(lost.from > frames[590].at && lost.to >= frames[890].at);
}

QTEST_APPLESS_MAIN(RecordingDamageTest)
#include "tst_recordingdamage.moc"

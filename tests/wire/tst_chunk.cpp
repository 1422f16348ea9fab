#include "recording/chunk.h"

#include "randomframes.h"
#include "recording/bytes.h"

#include <QTest>

#include <zstd.h>

using namespace spillway;
using namespace spillway::test;

class ChunkTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackItsFrames_data();
    void givesBackItsFrames();
    void leavesOutFieldsThatItDoesNotKnow();
    void skipsWhatALaterVersionAdded();
    void refusesEveryCut();
    void survivesEveryChangedByte();
    void refusesBombs_data();
    void refusesBombs();
};

namespace {

FieldNumbers everyField() {
    FieldNumbers numbers;
    for (const FieldInfo &info : fieldTable())
        numbers.emplace(static_cast<quint64>(info.field), info.field);
    return numbers;
}

Chunk chunkOf(const std::vector<Frame> &frames) {
    Chunk chunk(frames.front().endpoint);
    for (size_t i = 0; i < frames.size(); ++i)
        chunk.append(static_cast<qint64>(3 * i + 1), frames[i]);
    return chunk;
}

Chunk smallChunk() {
    return chunkOf(RandomFrames(2, 1).take(7));
}

QByteArray zstd(const QByteArray &plain) {
    QByteArray bytes(1 + qsizetype(ZSTD_compressBound(size_t(plain.size()))), '\1');
    bytes.truncate(1 + qsizetype(ZSTD_compress(bytes.data() + 1, size_t(bytes.size() - 1), plain.data(),
                                               size_t(plain.size()), 3)));
    return bytes;
}

} // namespace

void ChunkTest::givesBackItsFrames_data() {
    QTest::addColumn<int>("polls");
    QTest::addColumn<bool>("compressed");
    for (const int polls : {1, 2, 300, int(Chunk::MaxPolls)})
        for (const bool compressed : {false, true})
            QTest::addRow("%d polls, %s", polls, compressed ? "compressed" : "plain") << polls << compressed;
}

void ChunkTest::givesBackItsFrames() {
    QFETCH(int, polls);
    QFETCH(bool, compressed);
    const std::vector<Frame> frames = RandomFrames(quint32(polls), 1).take(size_t(polls));
    const QByteArray bytes = chunkOf(frames).encode(compressed ? Compression::Zstd : Compression::None);
    const auto chunk = Chunk::decode(bytes, everyField());
    QVERIFY(chunk);
    QCOMPARE(chunk->size(), frames.size());
    for (size_t i = 0; i < frames.size(); ++i) {
        QVERIFY(isSameBits(chunk->frame(i), frames[i]));
        QCOMPARE(chunk->sequence()[i], qint64(3 * i + 1));
    }
}

void ChunkTest::leavesOutFieldsThatItDoesNotKnow() {
    Reading reading;
    reading.set(Field::Hits, 5);
    reading.set(Field::Misses, 6);
    reading.set(Field::Keys, 7);
    const QByteArray bytes = chunkOf({{Instant::fromMs(1), 0, 1ms, reading}}).encode(Compression::None);
    FieldNumbers numbers = everyField();
    numbers.erase(static_cast<quint64>(Field::Misses));
    const auto chunk = Chunk::decode(bytes, numbers);
    QVERIFY(chunk);
    const Frame frame = chunk->frame(0);
    QCOMPARE(frame.outcome->value(Field::Hits), std::optional(5.0));
    QCOMPARE(frame.outcome->value(Field::Misses), std::nullopt);
    QCOMPARE(frame.outcome->value(Field::Keys), std::optional(7.0));
}

void ChunkTest::skipsWhatALaterVersionAdded() {
    const Chunk written = smallChunk();
    const QByteArray bytes = written.encode(Compression::None);
    const auto chunk = Chunk::decode(bytes + QByteArray("\x07\x03"
                                                        "abc"
                                                        "\x09\x00",
                                                        7),
                                     everyField());
    QVERIFY(chunk);
    QVERIFY(isSameBits(chunk->frame(6), written.frame(6)));
    QVERIFY(!Chunk::decode(bytes + QByteArray("\x07\x04"
                                              "abc",
                                              5),
                           everyField()));
}

void ChunkTest::refusesEveryCut() {
    for (const Compression compression : {Compression::None, Compression::Zstd}) {
        const QByteArray bytes = smallChunk().encode(compression);
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY2(!Chunk::decode(bytes.first(size), everyField()), qPrintable(QString::number(size)));
    }
}

void ChunkTest::survivesEveryChangedByte() {
    const QByteArray bytes = smallChunk().encode(Compression::None);
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        for (const int change : {0x01, 0x80, 0xff}) {
            QByteArray changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ change);
            const auto chunk = Chunk::decode(changed, everyField());
            for (size_t i = 0; chunk && i < chunk->size(); ++i)
                QCOMPARE(chunk->frame(i).endpoint, chunk->endpoint());
        }
    }
}

void ChunkTest::refusesBombs_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("64 MiB of zeros") << zstd(QByteArray(64 << 20, '\0'));
    QByteArray nameless = zstd(QByteArray(1 << 20, '\0'));
    nameless[5] = '\x00'; // a frame header that does not tell the size
    QTest::newRow("a size that is not told") << nameless;
    ByteWriter polls;
    polls.varint(0);
    polls.varint(quint64(1) << 62);
    QTest::newRow("more polls than memory") << QByteArray(1, '\0') + polls.bytes();
    // Constants take few bytes, so that the number of columns alone does not bound the memory.
    ByteWriter columns;
    columns.varint(0);
    columns.varint(Chunk::MaxPolls);
    for (const int first : {1, 0, 0}) // sequence, time, duration
        for (const int byte : {first ? 0x10 : 0x00, 2, 2, 0})
            columns.u8(quint8(byte));
    QTest::newRow("times that end early") << QByteArray(1, '\0') + columns.bytes();
    QTest::newRow("an unknown compression") << QByteArray("\x02"
                                                          "abc",
                                                          4);
    QTest::newRow("nothing") << QByteArray();
}

void ChunkTest::refusesBombs() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!Chunk::decode(bytes, everyField()));
}

QTEST_APPLESS_MAIN(ChunkTest)
#include "tst_chunk.moc"

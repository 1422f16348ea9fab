#include "recording/columncodec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>

namespace spillway {

namespace {

constexpr int maxOrder = 2;
constexpr size_t packSize = 128; // values that share one frame of reference
constexpr std::array<double, 7> powersOfTen{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
constexpr double maxExact = 9007199254740992.0; // 2^53
constexpr quint8 floatMarker = 0x0f;            // in place of the decimal scale

using Words = std::vector<quint64>; // two's complement; differences wrap

qint64 asSigned(quint64 word) {
    return static_cast<qint64>(word);
}

// Replaces the values from `order` on by their differences of that order; the first ones stay.
void difference(Words &words, int order) {
    for (int step = 1; step <= order; ++step)
        for (size_t i = words.size(); i-- > static_cast<size_t>(step);)
            words[i] -= words[i - 1];
}

void sum(Words &words, int order) {
    for (int step = order; step >= 1; --step)
        for (size_t i = static_cast<size_t>(step); i < words.size(); ++i)
            words[i] += words[i - 1];
}

struct Reference {
    qint64 least;
    unsigned width; // bits a value above `least` needs
};

Reference referenceOf(std::span<const quint64> words) {
    qint64 least = asSigned(words[0]);
    qint64 most = least;
    for (const quint64 word : words) {
        least = std::min(least, asSigned(word));
        most = std::max(most, asSigned(word));
    }
    const quint64 spread = static_cast<quint64>(most) - static_cast<quint64>(least);
    return {least, static_cast<unsigned>(std::bit_width(spread))};
}

template <class Visit> void forEachPack(Words &words, size_t from, Visit visit) {
    for (size_t i = from; i < words.size(); i += packSize)
        visit(std::span(words).subspan(i, std::min(packSize, words.size() - i)));
}

size_t packedBytes(size_t count, unsigned width) {
    return (count * width + 7) / 8;
}

size_t costOf(Words &words, int order) {
    size_t bytes = 0;
    forEachPack(words, static_cast<size_t>(order), [&](std::span<quint64> pack) {
        const Reference reference = referenceOf(pack);
        bytes += 3 + packedBytes(pack.size(), reference.width);
    });
    return bytes;
}

void pack(std::span<const quint64> words, Reference reference, ByteWriter &to) {
    quint8 open = 0;
    unsigned used = 0;
    for (const quint64 word : words) {
        const quint64 above = word - static_cast<quint64>(reference.least);
        for (unsigned done = 0; done < reference.width;) {
            const unsigned bits = std::min(8 - used, reference.width - done);
            open = static_cast<quint8>(open | (((above >> done) & ((1u << bits) - 1)) << used));
            done += bits;
            used += bits;
            if (used == 8) {
                to.u8(open);
                open = 0;
                used = 0;
            }
        }
    }
    if (used > 0)
        to.u8(open);
}

void unpack(QByteArrayView bytes, Reference reference, std::span<quint64> words) {
    qsizetype at = 0;
    unsigned used = 0;
    for (quint64 &word : words) {
        quint64 above = 0;
        for (unsigned done = 0; done < reference.width;) {
            const unsigned bits = std::min(8 - used, reference.width - done);
            const quint64 part = (static_cast<quint8>(bytes[at]) >> used) & ((1u << bits) - 1);
            above |= part << done;
            done += bits;
            used += bits;
            if (used == 8) {
                ++at;
                used = 0;
            }
        }
        word = static_cast<quint64>(reference.least) + above;
    }
}

// The scale at which every value is a whole number that gives back exactly the same bits.
std::optional<quint8> decimalScale(std::span<const double> values) {
    for (quint8 scale = 0; scale < powersOfTen.size(); ++scale) {
        const double power = powersOfTen[scale];
        const bool exact = std::all_of(values.begin(), values.end(), [&](double value) {
            const double whole = std::nearbyint(value * power);
            return std::abs(whole) <= maxExact &&
                   std::bit_cast<quint64>(static_cast<double>(static_cast<qint64>(whole)) / power) ==
                       std::bit_cast<quint64>(value);
        });
        if (exact)
            return scale;
    }
    return std::nullopt;
}

void encodeWords(Words words, quint8 scale, ByteWriter &to) {
    int best = 0;
    size_t bestCost = costOf(words, 0);
    Words bestWords = words;
    for (int order = 1; order <= maxOrder && static_cast<size_t>(order) < words.size(); ++order) {
        Words candidate = words;
        difference(candidate, order);
        // A kept first value costs up to ten bytes; five is a fair guess.
        const size_t cost = costOf(candidate, order) + 5 * static_cast<size_t>(order);
        if (cost < bestCost) {
            best = order;
            bestCost = cost;
            bestWords = std::move(candidate);
        }
    }
    to.u8(static_cast<quint8>(scale | (best << 4)));
    for (int i = 0; i < best; ++i)
        to.zigzag(asSigned(bestWords[static_cast<size_t>(i)]));
    forEachPack(bestWords, static_cast<size_t>(best), [&](std::span<quint64> part) {
        const Reference reference = referenceOf(part);
        to.zigzag(reference.least);
        to.u8(static_cast<quint8>(reference.width));
        pack(part, reference, to);
    });
}

Words decodeWords(ByteReader &from, int order, size_t count) {
    if (order > maxOrder || (order > 0 && static_cast<size_t>(order) >= count)) {
        from.fail();
        return {};
    }
    Words words(count);
    for (int i = 0; i < order; ++i)
        words[static_cast<size_t>(i)] = static_cast<quint64>(from.zigzag());
    forEachPack(words, static_cast<size_t>(order), [&](std::span<quint64> part) {
        const qint64 least = from.zigzag();
        const unsigned width = from.u8();
        if (width > 64)
            from.fail();
        const QByteArrayView bytes = from.raw(packedBytes(part.size(), width));
        if (!from.failed())
            unpack(bytes, {least, width}, part);
    });
    sum(words, order);
    return words;
}

// All bits of each value, xor-ed with its predecessor and sorted into byte planes, which zstd likes.
void encodeFloats(std::span<const double> values, ByteWriter &to) {
    to.u8(floatMarker);
    Words words(values.size());
    quint64 previous = 0;
    for (size_t i = 0; i < values.size(); ++i) {
        const auto bits = std::bit_cast<quint64>(values[i]);
        words[i] = bits ^ std::exchange(previous, bits);
    }
    for (unsigned plane = 0; plane < 8; ++plane)
        for (const quint64 word : words)
            to.u8(static_cast<quint8>(word >> (8 * plane)));
}

std::vector<double> decodeFloats(ByteReader &from, size_t count) {
    const QByteArrayView bytes = from.raw(8 * static_cast<quint64>(count));
    if (from.failed())
        return {};
    std::vector<double> values(count);
    quint64 previous = 0;
    for (size_t i = 0; i < count; ++i) {
        for (size_t plane = 0; plane < 8; ++plane) {
            const auto byte = static_cast<quint8>(bytes[static_cast<qsizetype>(plane * count + i)]);
            previous ^= static_cast<quint64>(byte) << (8 * plane);
        }
        values[i] = std::bit_cast<double>(previous);
    }
    return values;
}

} // namespace

void encodeIntegers(std::span<const qint64> values, ByteWriter &to) {
    if (!values.empty())
        encodeWords(Words(values.begin(), values.end()), 0, to);
}

std::vector<qint64> decodeIntegers(ByteReader &from, size_t count) {
    if (count == 0)
        return {};
    const quint8 head = from.u8();
    if ((head & 0x0f) != 0)
        from.fail();
    const Words words = decodeWords(from, head >> 4, count);
    return from.failed() ? std::vector<qint64>{} : std::vector<qint64>(words.begin(), words.end());
}

void encodeNumbers(std::span<const double> values, ByteWriter &to) {
    if (values.empty())
        return;
    const std::optional<quint8> scale = decimalScale(values);
    if (!scale) {
        encodeFloats(values, to);
        return;
    }
    Words words(values.size());
    std::transform(values.begin(), values.end(), words.begin(), [&](double value) {
        return static_cast<quint64>(static_cast<qint64>(std::nearbyint(value * powersOfTen[*scale])));
    });
    encodeWords(std::move(words), *scale, to);
}

std::vector<double> decodeNumbers(ByteReader &from, size_t count) {
    if (count == 0)
        return {};
    const quint8 head = from.u8();
    const quint8 scale = head & 0x0f;
    if (head == floatMarker)
        return decodeFloats(from, count);
    if (scale >= powersOfTen.size())
        from.fail();
    const Words words = from.failed() ? Words{} : decodeWords(from, head >> 4, count);
    if (from.failed())
        return {};
    std::vector<double> values(count);
    std::transform(words.begin(), words.end(), values.begin(),
                   [&](quint64 word) { return static_cast<double>(asSigned(word)) / powersOfTen[scale]; });
    return values;
}

} // namespace spillway

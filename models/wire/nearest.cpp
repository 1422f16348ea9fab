#include "nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace spillway {

namespace {

// Longer words are nobody's typing error, and the distance costs the product of the lengths.
constexpr qsizetype longestWord = 64;

// Levenshtein distance, in which two swapped neighbours count as one error.
qsizetype distance(const QString &a, const QString &b) {
    std::vector<qsizetype> beforeLast, last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        beforeLast = last;
        last = row;
    }
    return last.back();
}

} // namespace

QString nearest(const QString &word, const QStringList &known) {
    const QString typed = word.toLower();
    if (typed.isEmpty() || typed.size() > longestWord)
        return {};
    QString best;
    qsizetype bestDistance = std::max<qsizetype>(1, typed.size() / 3) + 1;
    for (const QString &candidate : known) {
        const bool isBeginning = typed.size() >= 3 && candidate.startsWith(typed, Qt::CaseInsensitive);
        const qsizetype d = isBeginning ? 1 : distance(typed, candidate.toLower());
        if (d < bestDistance) {
            best = candidate;
            bestDistance = d;
        }
    }
    return best;
}

QString didYouMean(const QString &word, const QStringList &known) {
    const QString near = nearest(word, known);
    return near.isEmpty() ? QString() : QStringLiteral(", did you mean '%1'?").arg(near);
}

} // namespace spillway

#pragma once
// Frames -> CSV of what is derived from them, the numbers that the charts show: a line for each endpoint
// and each stack at each moment, a column for each metric. No sample is an empty cell, never 0.

#include "deriver.h"

#include <set>
#include <vector>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace spillway {

class DerivedCsv {
public:
    // `metrics`: the columns. Starts with the header.
    DerivedCsv(const Configuration &configuration, const std::set<Metric> &metrics, QIODevice &to);

    bool add(const Frame &frame); // false: it cannot be written

private:
    const Configuration &m_configuration;
    std::vector<Metric> m_metrics;
    Deriver m_deriver;
    QIODevice &m_to;
    bool m_isGood;
};

} // namespace spillway

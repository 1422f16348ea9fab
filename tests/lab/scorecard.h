#pragma once
// Adds trials up to the score: right in time, wrong, silent, the confusion matrix, the cause, and false
// verdicts per quiet day. Times count from the impact, not from the alarm. A trial is wrong if ever, until
// its end, somebody innocent was named, however right the first verdict was.

#include "trial.h"

#include <QString>

#include <map>
#include <vector>

namespace spillway::lab {

enum class Judgement { NoIncident, Right, Wrong, Silent };

struct Mark {
    Judgement judgement = Judgement::NoIncident;
    Culprit truth = Culprit::None;
    Culprit first = Culprit::None; // the first name
    double seconds = 0;            // from the impact to the first name; 0 if it came before
    bool causeRight = false;       // thirty seconds after the name
    std::optional<Cause> cause;    // that was named then
    int falseNames = 0;            // in quiet time
    double quietDays = 0;
};

Mark markOf(const Case &made, const Trial &trial);

class Scorecard {
public:
    void add(const QString &kind, const Mark &mark);

    int incidents() const { return m_all.incidents; }
    double rightWithin15() const { return share(m_all.within15, m_all.incidents); }
    double rightWithin60() const { return share(m_all.within60, m_all.incidents); }
    double wrong() const { return share(m_all.wrong, m_all.incidents); }
    double silent() const { return share(m_all.silent, m_all.incidents); }
    double causeRight() const { return share(m_all.cause, m_all.right); }
    double quietDays() const { return m_quietDays; }
    double falsePerDay() const { return m_quietDays > 0 ? m_all.falseNames / m_quietDays : 0; }
    QString text() const;

private:
    struct Row {
        int cases = 0, incidents = 0, within15 = 0, within60 = 0, wrong = 0, silent = 0, right = 0, cause = 0,
            falseNames = 0;
        std::vector<double> seconds; // of the right ones

        void add(const Mark &mark);
        QString text(const QString &name) const;
    };
    static double share(int part, int whole) { return whole > 0 ? double(part) / whole : 0; }
    QString confusion() const;

    std::vector<QString> m_order;
    std::map<QString, Row> m_rows;
    Row m_all;
    std::map<std::pair<Culprit, Culprit>, int> m_said; // truth, first name
    double m_quietDays = 0;
};

} // namespace spillway::lab

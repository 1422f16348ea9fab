#pragma once
// The findings of the audit, worst first: live over what was seen so far, judged again when asked to; in a
// replay over the whole recording, which is read once on a thread of its own. Owned by the page that shows
// it; GUI thread.

#include "audit/auditor.h"
#include "outcome.h"
#include "rowmodel.h"

#include <thread>

namespace spillway {

class Session;

struct AuditRow {
    qint64 key = 0; // position
    Finding finding;

    bool operator==(const AuditRow &) const = default;
};

class AuditModel : public RowModel<AuditRow> {
    Q_OBJECT
public:
    enum Role { HealthRole = Qt::UserRole };
    enum Column { Gravity, Rule, Subject, Title, Observed, ColumnCount };

    explicit AuditModel(const Session *session, QObject *parent = nullptr);
    ~AuditModel() override;

    const Finding &finding(const QModelIndex &index) const { return row(index).finding; }
    // On how much traffic it rests, with the number of findings; while that is not known, why not.
    QString summary() const { return m_summary; }
    // Unless it was just done, by the time of the frames.
    void judge();

    // The last one, beside what is watched; null when there is none.
    const Review *lastReview() const { return m_last ? &*m_last : nullptr; }
    // Who did it, and when the next one is due; why it cannot be read; or that there is none.
    QString reviewText() const;
    bool isOverdue() const;
    bool canReview() const; // it was judged, and there is a place for a review
    // Each writes the file. An acceptance of nobody takes the last one back.
    std::optional<Failure> accept(const QModelIndex &index, const std::optional<Acceptance> &acceptance);
    struct SignOff {
        QString reviewer;
        QString comment;
        QString owner;
        QString due;
    };
    std::optional<Failure> signOff(const SignOff &words);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void judged();

private:
    void say(const QString &summary);
    void readRecording(const QString &path);
    void take(const Review &review, const QString &basis);
    void loadLast();
    std::optional<Failure> keep(const Review &review);

    const Session *m_session;
    Auditor m_auditor;
    QString m_summary;
    std::optional<Instant> m_judged;
    std::optional<Review> m_last;
    QString m_trouble;           // with its file
    std::optional<Review> m_now; // what was judged last
    QString m_basis;
    std::jthread m_reading;
};

// Passed is healthy; high and critical findings are critical.
Health healthOf(const Finding &finding);

} // namespace spillway

#include "auditmodel.h"

#include "player.h"
#include "recording.h"
#include "reviewfile.h"
#include "session.h"

#include <QFileInfo>

namespace spillway {

namespace {

constexpr Duration judgedAgainAfter = 10s;

} // namespace

Health healthOf(const Finding &finding) {
    if (finding.ruling == Ruling::Unknown)
        return Health::Unknown;
    if (finding.ruling == Ruling::Pass || finding.gravity == Gravity::Info || finding.accepted)
        return Health::Healthy;
    return finding.gravity >= Gravity::High ? Health::Critical : Health::Warning;
}

AuditModel::AuditModel(const Session *session, QObject *parent)
    : RowModel(parent)
    , m_session(session)
    , m_auditor(session->configuration()) {
    loadLast();
    if (session->mode() == Session::Mode::Live)
        connect(session, &Session::frameConsumed, this,
                [this](const Frame &frame) { m_auditor.observe(frame); });
}

AuditModel::~AuditModel() = default;

void AuditModel::judge() {
    const Engine &engine = m_session->engine();
    const Player *player = m_session->player();
    if (m_judged && (player || std::chrono::abs(engine.now() - *m_judged) < judgedAgainAfter))
        return;
    m_judged = engine.now();
    if (player) {
        say(tr("Reading the recording…"));
        readRecording(player->recordingPath());
    } else {
        take(m_auditor.review(engine, m_auditor.findings(engine, lastReview())), m_auditor.basis(engine));
    }
}

void AuditModel::say(const QString &summary) {
    m_summary = summary;
    emit judged();
}

void AuditModel::readRecording(const QString &path) {
    m_reading = std::jthread([this, path, last = m_last](const std::stop_token &stop) {
        auto opened = RecordingReader::open(path);
        if (!opened) {
            QMetaObject::invokeMethod(this, [this, what = opened.failure().what] { say(what); });
            return;
        }
        const std::unique_ptr<RecordingReader> reader = std::move(opened).value();
        Engine engine(reader->configuration());
        Auditor auditor(reader->configuration());
        for (auto frame = reader->next(); frame; frame = reader->next()) {
            if (stop.stop_requested())
                return;
            engine.consume(*frame);
            auditor.observe(*frame);
        }
        for (const RecordingNote &note : reader->notes())
            engine.addNote(note.stack, note.author, note.text, note.at);
        const Review review = auditor.review(engine, auditor.findings(engine, last ? &*last : nullptr));
        QMetaObject::invokeMethod(this,
                                  [this, review, basis = auditor.basis(engine)] { take(review, basis); });
    });
}

void AuditModel::take(const Review &review, const QString &basis) {
    m_now = review;
    m_basis = basis;
    std::vector<AuditRow> rows;
    int failures = 0;
    int accepted = 0;
    int fresh = 0;
    for (const Finding &finding : review.findings) {
        failures += finding.ruling == Ruling::Fail && !finding.accepted;
        accepted += finding.accepted.has_value();
        fresh += m_last && !finding.sinceReview.isEmpty();
        rows.push_back({static_cast<qint64>(rows.size()), finding});
    }
    setRows(rows);
    QString summary = tr("%1 findings").arg(failures);
    if (accepted > 0)
        summary += tr(", %1 accepted").arg(accepted);
    if (m_last)
        summary += tr(", %1 new and %2 gone since the review")
                       .arg(fresh)
                       .arg(goneSince(*m_last, review.findings).size());
    say(tr("%1 on %2").arg(summary, basis));
}

void AuditModel::loadLast() {
    const QString path = m_session->reviewFile();
    if (path.isEmpty() || !QFileInfo::exists(path))
        return;
    Outcome<Review> review = loadReview(path);
    if (review)
        m_last = std::move(review).value();
    else
        m_trouble = tr("%1 cannot be read: %2").arg(path, review.failure().what);
}

bool AuditModel::isOverdue() const {
    return m_last && spillway::isOverdue(*m_last, m_session->engine().now());
}

bool AuditModel::canReview() const {
    return m_now && !m_session->reviewFile().isEmpty();
}

QString AuditModel::reviewText() const {
    if (!m_trouble.isEmpty())
        return m_trouble;
    if (m_session->reviewFile().isEmpty())
        return tr("There is no file that a review could stand beside.");
    if (!m_last)
        return tr("Never reviewed.");
    if (m_last->reviewer.isEmpty())
        return tr("Not signed off yet.");
    QString text = tr("Reviewed %1 by %2.").arg(m_last->at.toIso().left(10), m_last->reviewer);
    if (!m_last->due.isEmpty()) {
        const QString owner = m_last->owner.isEmpty() ? tr("nobody has taken it") : m_last->owner;
        const QString next =
            isOverdue() ? tr("The next one is OVERDUE: due %1, %2.") : tr("The next one is due %1, %2.");
        text += u' ' + next.arg(m_last->due, owner);
    }
    return m_last->comment.isEmpty() ? text : text + u' ' + tr("Comment: %1").arg(m_last->comment);
}

// A file that cannot be read is not written over: somebody's words are in it.
std::optional<Failure> AuditModel::keep(const Review &review) {
    if (!m_trouble.isEmpty())
        return Failure{FailureKind::Storage, m_trouble, tr("mend it or move it away")};
    if (auto failure = saveReview(m_session->reviewFile(), review))
        return failure;
    m_last = review;
    return std::nullopt;
}

std::optional<Failure> AuditModel::accept(const QModelIndex &index,
                                          const std::optional<Acceptance> &acceptance) {
    Review review = m_last.value_or(*m_now);
    setAccepted(review, finding(index), acceptance);
    if (auto failure = keep(review))
        return failure;
    Review shown = *m_now;
    setAccepted(shown, finding(index), acceptance);
    take(shown, m_basis);
    return std::nullopt;
}

std::optional<Failure> AuditModel::signOff(const SignOff &words) {
    Review review = *m_now;
    if (m_last)
        takeAcceptances(review, *m_last);
    review.reviewer = words.reviewer;
    review.comment = words.comment;
    review.owner = words.owner;
    review.due = words.due;
    for (Finding &finding : review.findings)
        finding.sinceReview.clear(); // it is the review now
    if (auto failure = keep(review))
        return failure;
    take(review, m_basis);
    return std::nullopt;
}

int AuditModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AuditModel::data(const QModelIndex &index, int role) const {
    const Finding &finding = row(index).finding;
    if (role == HealthRole)
        return QVariant::fromValue(healthOf(finding));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Gravity:
        if (finding.accepted)
            return tr("accepted");
        return finding.ruling == Ruling::Fail ? gravityName(finding.gravity) : rulingName(finding.ruling);
    case Rule:
        return finding.rule;
    case Subject:
        return finding.subject;
    case Title:
        return finding.title;
    case Observed:
        return finding.observed;
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const QString names[] = {tr("State"), tr("Rule"), tr("Of"), tr("What"), tr("Seen")};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    return names[section];
}

} // namespace spillway

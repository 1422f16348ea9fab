#include "auditmodel.h"

#include "player.h"
#include "recording.h"
#include "session.h"

namespace spillway {

namespace {

constexpr Duration judgedAgainAfter = 10s;

} // namespace

Health healthOf(const Finding &finding) {
    if (finding.ruling == Ruling::Unknown)
        return Health::Unknown;
    if (finding.ruling == Ruling::Pass || finding.gravity == Gravity::Info)
        return Health::Healthy;
    return finding.gravity >= Gravity::High ? Health::Critical : Health::Warning;
}

AuditModel::AuditModel(const Session *session, QObject *parent)
    : RowModel(parent)
    , m_session(session)
    , m_auditor(session->configuration()) {
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
        take(m_auditor.findings(engine), m_auditor.basis(engine));
    }
}

void AuditModel::say(const QString &summary) {
    m_summary = summary;
    emit judged();
}

void AuditModel::readRecording(const QString &path) {
    m_reading = std::jthread([this, path](const std::stop_token &stop) {
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
        QMetaObject::invokeMethod(this, [this, findings = auditor.findings(engine),
                                         basis = auditor.basis(engine)] { take(findings, basis); });
    });
}

void AuditModel::take(const std::vector<Finding> &findings, const QString &basis) {
    std::vector<AuditRow> rows;
    int failures = 0;
    for (const Finding &finding : findings) {
        failures += finding.ruling == Ruling::Fail;
        rows.push_back({static_cast<qint64>(rows.size()), finding});
    }
    setRows(rows);
    say(tr("%1 findings on %2").arg(failures).arg(basis));
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

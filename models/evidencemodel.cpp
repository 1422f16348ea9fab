#include "evidencemodel.h"

#include "session.h"

namespace spillway {

namespace {

QString kindText(EvidenceKind kind) {
    switch (kind) {
    case EvidenceKind::Config:
        return EvidenceModel::tr("config");
    case EvidenceKind::Onset:
        return EvidenceModel::tr("onset");
    case EvidenceKind::Alert:
        return EvidenceModel::tr("alert");
    case EvidenceKind::For:
        return EvidenceModel::tr("for");
    case EvidenceKind::Against:
        return EvidenceModel::tr("against");
    case EvidenceKind::Missing:
        return EvidenceModel::tr("missing");
    }
    Q_UNREACHABLE();
}

QString timeText(const Evidence &evidence) {
    return evidence.at ? evidence.at->clockText() : QStringLiteral("\u2014");
}

} // namespace

EvidenceModel::EvidenceModel(const Session *session, StackId stack, QObject *parent)
    : RowModel(parent)
    , m_session(session)
    , m_stack(stack)
    , m_coalescer(session, [this] { refresh(); }) {
    refresh();
}

int EvidenceModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EvidenceModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Evidence &evidence = row(index).evidence;
    switch (role) {
    case Qt::DisplayRole: {
        const QString texts[ColumnCount] = {timeText(evidence), kindText(evidence.kind), evidence.text};
        return texts[index.column()];
    }
    case AtRole:
        return evidence.at ? QVariant(evidence.at->ms()) : QVariant();
    case TimeTextRole:
        return timeText(evidence);
    case KindRole:
        return QVariant::fromValue(evidence.kind);
    case KindTextRole:
        return kindText(evidence.kind);
    case TextRole:
        return evidence.text;
    default:
        return {};
    }
}

QVariant EvidenceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = {tr("Time"), tr("Kind"), tr("Evidence")};
    return titles[section];
}

QHash<int, QByteArray> EvidenceModel::roleNames() const {
    return {{AtRole, "at"},
            {TimeTextRole, "timeText"},
            {KindRole, "kind"},
            {KindTextRole, "kindText"},
            {TextRole, "text"}};
}

void EvidenceModel::setStack(StackId stack) {
    m_stack = stack;
    refresh();
}

void EvidenceModel::refresh() {
    const Engine &engine = m_session->engine();
    std::vector<EvidenceRow> rows;
    if (m_stack < engine.configuration().stacks.size()) {
        for (const Evidence &evidence : engine.verdict(m_stack).evidence)
            rows.push_back({static_cast<qint64>(rows.size()), evidence});
    }
    setRows(rows);
}

} // namespace spillway

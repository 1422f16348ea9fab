#include "workstation/auditpage.h"

#include "auditmodel.h"
#include "plaintext.h"
#include "textlabel.h"
#include "workstation/pagebrowser.h"
#include "workstation/reviewdialog.h"
#include "workstation/tablepage.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QTextBrowser>

namespace spillway {

namespace {

constexpr int detailsWidth = 400;

QString shown(const QString &text) {
    return plainText(text, 600).toHtmlEscaped();
}

QString paragraph(const QString &label, const QString &text) {
    return QStringLiteral("<p><b>%1</b><br>%2</p>").arg(label, text);
}

} // namespace

AuditPage::AuditPage(const Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_model(new AuditModel(&session, this))
    , m_table(new TablePage(
          m_model, tr("Findings"),
          [](const QModelIndex &index) { return index.data(AuditModel::HealthRole).value<Health>(); },
          AuditModel::Observed, theme, this))
    , m_basis(new TextLabel(theme.font(13), theme.muted, this))
    , m_review(new TextLabel(theme.font(13), theme.muted, this))
    , m_details(makePageBrowser(tr("Finding"), theme, this))
    , m_copy(new QPushButton(tr("Copy command"), this))
    , m_learn(new QPushButton(tr("Learn"), this))
    , m_accept(new QPushButton(tr("Accept…"), this))
    , m_signOff(new QPushButton(tr("Sign off…"), this)) {
    m_details->setFixedWidth(detailsWidth);
    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(4);
    lines->addWidget(m_basis);
    lines->addWidget(m_review);
    head->addLayout(lines, 1);
    head->addWidget(m_signOff);
    left->addLayout(head);
    left->addWidget(m_table, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_learn);
    buttons->addWidget(m_accept);
    buttons->addStretch();
    auto *right = new QVBoxLayout;
    right->addWidget(m_details, 1);
    right->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addLayout(left, 1);
    layout->addLayout(right);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AuditPage::showFinding);
    connect(m_model, &AuditModel::judged, this, &AuditPage::showSummary);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_model->finding(m_table->currentIndex()).command);
    });
    connect(m_learn, &QPushButton::clicked, this,
            [this] { emit topicAsked(m_model->finding(m_table->currentIndex()).topic); });
    connect(m_accept, &QPushButton::clicked, this, &AuditPage::askAcceptance);
    connect(m_signOff, &QPushButton::clicked, this, &AuditPage::askSignOff);
    showSummary();
}

void AuditPage::refresh() {
    m_model->judge();
}

void AuditPage::showSummary() {
    m_basis->setText(plainText(m_model->summary()));
    m_review->setText(plainText(m_model->reviewText(), 400));
    m_review->setColour(m_model->isOverdue() ? m_theme.warning : m_theme.muted);
    m_signOff->setEnabled(m_model->canReview());
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->selectRow(0);
    showFinding();
}

void AuditPage::showFinding() {
    const QModelIndex index = m_table->currentIndex();
    m_copy->setEnabled(index.isValid());
    m_learn->setEnabled(index.isValid());
    m_accept->setEnabled(index.isValid() && m_model->canReview() &&
                         m_model->finding(index).ruling == Ruling::Fail);
    m_accept->setText(index.isValid() && m_model->finding(index).accepted ? tr("Accept no longer")
                                                                          : tr("Accept…"));
    if (!index.isValid()) {
        m_details->setHtml(tr("<p>Choose a finding.</p>"));
        return;
    }
    const Finding &finding = m_model->finding(index);
    QString html =
        QStringLiteral("<h3>%1 %2: %3</h3>").arg(finding.rule, shown(finding.subject), shown(finding.title));
    QString seen = shown(finding.observed);
    for (const QString &evidence : finding.evidence)
        seen += QStringLiteral("<br>") + shown(evidence);
    html += paragraph(finding.ruling == Ruling::Unknown ? tr("Cannot be judged") : tr("Seen"), seen);
    if (finding.accepted)
        html +=
            paragraph(tr("Accepted"), tr("until %1 by %2: %3")
                                          .arg(shown(finding.accepted->until), shown(finding.accepted->by),
                                               shown(finding.accepted->reason)));
    if (!finding.sinceReview.isEmpty())
        html += paragraph(tr("Since the review"), shown(finding.sinceReview));
    html += paragraph(tr("Fails at"), shown(finding.threshold));
    html += paragraph(tr("Why"), shown(finding.why));
    html += paragraph(tr("What to do"), QStringLiteral("<code>%1</code>").arg(shown(finding.command)));
    html += paragraph(tr("Source"), shown(finding.source));
    m_details->setHtml(html);
}

// Three months from what is seen.
QString AuditPage::suggestedDay() const {
    return (m_session.engine().now() + std::chrono::days(90)).toIso().left(10);
}

void AuditPage::askAcceptance() {
    const QModelIndex index = m_table->currentIndex();
    const Finding finding = m_model->finding(index);
    if (finding.accepted)
        return takeAcceptance(std::nullopt);
    auto *dialog = new ReviewDialog(ReviewDialog::Kind::Acceptance, suggestedDay(), m_theme, this);
    dialog->setWindowTitle(tr("Accept %1 of %2").arg(finding.rule, plainText(finding.subject, 40)));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        takeAcceptance(Acceptance{dialog->words(), dialog->person(), dialog->day()});
    });
    dialog->open();
}

void AuditPage::takeAcceptance(const std::optional<Acceptance> &acceptance) {
    if (const auto failure = m_model->accept(m_table->currentIndex(), acceptance))
        m_review->setText(tr("Not kept: %1; %2.").arg(plainText(failure->what), failure->remedy));
}

void AuditPage::askSignOff() {
    auto *dialog = new ReviewDialog(ReviewDialog::Kind::SignOff, suggestedDay(), m_theme, this);
    dialog->setWindowTitle(tr("Sign the review off"));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const auto failure =
            m_model->signOff({dialog->person(), dialog->words(), dialog->owner(), dialog->day()});
        if (failure)
            m_review->setText(tr("Not kept: %1; %2.").arg(plainText(failure->what), failure->remedy));
    });
    dialog->open();
}

} // namespace spillway

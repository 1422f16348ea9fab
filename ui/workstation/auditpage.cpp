#include "workstation/auditpage.h"

#include "auditmodel.h"
#include "plaintext.h"
#include "textlabel.h"
#include "workstation/pagebrowser.h"
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
    , m_model(new AuditModel(&session, this))
    , m_table(new TablePage(
          m_model, tr("Findings"),
          [](const QModelIndex &index) { return index.data(AuditModel::HealthRole).value<Health>(); },
          AuditModel::Observed, theme, this))
    , m_basis(new TextLabel(theme.font(13), theme.muted, this))
    , m_details(makePageBrowser(tr("Finding"), theme, this))
    , m_copy(new QPushButton(tr("Copy command"), this))
    , m_learn(new QPushButton(tr("Learn"), this)) {
    m_details->setFixedWidth(detailsWidth);
    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_basis);
    left->addWidget(m_table, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_learn);
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
    showFinding();
}

void AuditPage::refresh() {
    m_model->judge();
}

void AuditPage::showSummary() {
    m_basis->setText(plainText(m_model->summary()));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->selectRow(0);
    showFinding();
}

void AuditPage::showFinding() {
    const QModelIndex index = m_table->currentIndex();
    m_copy->setEnabled(index.isValid());
    m_learn->setEnabled(index.isValid());
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
    html += paragraph(tr("Fails at"), shown(finding.threshold));
    html += paragraph(tr("Why"), shown(finding.why));
    html += paragraph(tr("What to do"), QStringLiteral("<code>%1</code>").arg(shown(finding.command)));
    html += paragraph(tr("Source"), shown(finding.source));
    m_details->setHtml(html);
}

} // namespace spillway

#include "workstation/verdictbanner.h"

#include "plaintext.h"
#include "statemark.h"
#include "textlabel.h"
#include "workstation/hypothesisline.h"
#include "workstation/pill.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

#include <algorithm>

namespace spillway {

VerdictBanner::VerdictBanner(const Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_headline(new TextLabel(theme.font(18, QFont::Bold), theme.text, this))
    , m_since(new Pill(Pill::Kind::Sign, theme, this))
    , m_reason(new TextLabel(theme.font(13), theme.muted, this))
    , m_arithmetic(new TextLabel(theme.font(13), theme.text, this))
    , m_otherwise(new TextLabel(theme.font(13), theme.muted, this))
    , m_evidence(new QPushButton(tr("Evidence"), this))
    , m_runbook(new QPushButton(tr("Runbook"), this))
    , m_acknowledge(new QPushButton(tr("Acknowledge"), this))
    , m_hypothesis(new HypothesisLine(session, theme, this)) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_arithmetic->setMaximumLines(2);
    m_otherwise->setMaximumLines(2);
    m_reason->setAlignment(Qt::AlignRight);
    m_acknowledge->setToolTip(plainToolTip(tr("Acknowledge the alerts of this stack (A)")));
    connect(m_evidence, &QPushButton::clicked, this, &VerdictBanner::evidenceAsked);
    connect(m_runbook, &QPushButton::clicked, this, &VerdictBanner::runbookAsked);
    connect(m_acknowledge, &QPushButton::clicked, this, &VerdictBanner::acknowledgeAsked);

    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_headline);
    head->addWidget(m_since);
    head->addWidget(m_reason, 1);
    head->addStretch();
    head->addWidget(m_evidence);
    head->addWidget(m_runbook);
    head->addWidget(m_acknowledge);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 8, 12, 10);
    layout->setSpacing(3);
    layout->addLayout(head);
    layout->addWidget(m_arithmetic);
    layout->addWidget(m_otherwise);
    layout->addWidget(m_hypothesis);
}

void VerdictBanner::setStack(StackId stack) {
    m_stack = stack;
    m_hypothesis->setStack(stack);
    refresh();
}

void VerdictBanner::refresh() {
    const Engine &engine = m_session.engine();
    if (engine.configuration().stacks.empty() || engine.now() == Instant{}) {
        m_look = Look::Waiting;
        showWaiting();
    } else {
        const Verdict &verdict = engine.verdict(m_stack);
        m_look = lookOf(verdict);
        if (m_look == Look::Quiet)
            showQuiet(verdict);
        else
            showVerdict(verdict);
    }
    for (TextLabel *line : {m_arithmetic, m_otherwise})
        line->setVisible(!line->text().isEmpty());
    refreshButtons();
    m_hypothesis->refresh();
    setAccessibleName(tr("Verdict"));
    setAccessibleDescription(sentence());
    update();
}

VerdictBanner::Look VerdictBanner::lookOf(const Verdict &verdict) const {
    const Health health = m_session.engine().health(m_stack);
    switch (verdict.culprit) {
    case Culprit::Unknown:
        return Look::Blind;
    case Culprit::None:
        if (health == Health::Unknown)
            return Look::Blind;
        if (health == Health::Healthy)
            return Look::Quiet;
        break;
    default:
        break;
    }
    return health == Health::Critical ? Look::Critical : Look::Warning;
}

void VerdictBanner::showWaiting() {
    m_headline->setText(tr("Waiting for the first answers"));
    m_since->hide();
    m_reason->setText({});
    m_arithmetic->setText({});
    m_otherwise->setText({});
}

void VerdictBanner::showQuiet(const Verdict &verdict) {
    m_headline->setText(plainText(verdict.headline));
    m_since->hide();
    m_reason->setText(plainText(verdict.arithmetic));
    m_arithmetic->setText({});
    m_otherwise->setText({});
}

void VerdictBanner::showVerdict(const Verdict &verdict) {
    m_headline->setText(plainText(verdict.headline));
    m_reason->setText({});
    m_since->setVisible(verdict.onset.has_value());
    if (verdict.onset) {
        m_since->setText(tr("since %1").arg(verdict.onset->clockText()));
        m_since->setColour(colour());
        m_since->updateGeometry();
    }
    m_arithmetic->setText(plainText(verdict.arithmetic, 400));
    QStringList otherwise{plainText(verdict.counterfactual, 300), plainText(verdict.doNext, 300),
                          missingText(verdict)};
    otherwise.removeAll(QString());
    m_otherwise->setText(otherwise.join(QLatin1Char(' ')));
}

QString VerdictBanner::missingText(const Verdict &verdict) const {
    QStringList missing;
    for (const Evidence &evidence : verdict.evidence) {
        if (evidence.kind == EvidenceKind::Missing)
            missing << plainText(evidence.text);
    }
    return missing.isEmpty() ? QString() : tr("Missing: %1.").arg(missing.join(QLatin1String("; ")));
}

void VerdictBanner::refreshButtons() {
    const auto &alerts = m_session.engine().alerts();
    const auto isOurs = [this](const Alert &alert) {
        return alert.subject.stack == m_stack && alert.isOpen();
    };
    const auto waits = [&](const Alert &alert) { return isOurs(alert) && !alert.isAcknowledged(); };
    for (QPushButton *help : {m_evidence, m_runbook})
        help->setVisible(m_look != Look::Waiting && m_look != Look::Quiet);
    m_acknowledge->setVisible(std::any_of(alerts.begin(), alerts.end(), isOurs));
    const bool isOpen = std::any_of(alerts.begin(), alerts.end(), waits);
    m_acknowledge->setEnabled(isOpen);
    m_acknowledge->setText(isOpen ? tr("Acknowledge") : tr("Acknowledged"));
    const QString sheet =
        isOpen
            ? QStringLiteral("QPushButton { background: %1; color: %2; border-color: %1; }")
                  .arg(colour().name(), m_theme.isDark() ? m_theme.background.name() : m_theme.panel.name())
            : QString();
    if (sheet != m_acknowledge->styleSheet())
        m_acknowledge->setStyleSheet(sheet);
}

QString VerdictBanner::sentence() const {
    QStringList parts{m_headline->text()};
    if (m_look == Look::Quiet)
        parts << m_reason->text();
    parts << m_arithmetic->text() << m_otherwise->text();
    parts.removeAll(QString());
    return parts.join(QLatin1String(". "));
}

QColor VerdictBanner::colour() const {
    switch (m_look) {
    case Look::Critical:
        return m_theme.critical;
    case Look::Warning:
        return m_theme.warning;
    case Look::Quiet:
        return m_theme.healthy;
    case Look::Waiting:
    case Look::Blind:
        break;
    }
    return m_theme.unknown;
}

void VerdictBanner::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    QPainterPath outline;
    outline.addRoundedRect(box, 7, 7);
    const bool isLoud = m_look == Look::Critical || m_look == Look::Warning;
    painter.fillPath(outline, isLoud ? m_theme.wash(colour()) : m_theme.panel);
    painter.setClipPath(outline);
    if (m_look == Look::Blind || m_look == Look::Waiting)
        drawHatching(painter, box, m_theme.grid);
    painter.fillRect(QRectF(0, 0, isLoud ? 7 : 5, height()), colour());
    painter.setClipping(false);
    if (m_look != Look::Quiet)
        painter.strokePath(outline, QPen(colour(), 1.5));
}

} // namespace spillway

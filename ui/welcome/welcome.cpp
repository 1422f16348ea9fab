#include "welcome/welcome.h"

#include "plaintext.h"
#include "textlabel.h"
#include "welcome/offer.h"

#include <QBoxLayout>
#include <QPainter>

namespace spillway {

namespace {

constexpr int columnWidth = 680;

} // namespace

Welcome::Welcome(Outage outage, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_findings(new QWidget(this)) {
    auto *title = new TextLabel(theme.font(30, QFont::Bold), theme.text, this);
    title->setText(tr("Spillway"));
    auto *question = new TextLabel(theme.font(16), theme.muted, this);
    question->setText(tr("Is it the cache or the database? With the arithmetic."));
    auto *lines = new QVBoxLayout(m_findings);
    lines->setContentsMargins(20, 2, 20, 6);
    lines->setSpacing(4);
    m_findings->hide();

    auto *column = new QVBoxLayout;
    column->setSpacing(10);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(question);
    column->addSpacing(14);
    const auto offer = [&](Offer::Rank rank, const QString &name, const QString &words) {
        auto *made = new Offer(rank, name, words, theme, this);
        column->addWidget(made);
        return made;
    };
    const bool hasOutage = outage == Outage::Bundled;
    if (hasOutage)
        connect(offer(Offer::Rank::First, tr("Play the bundled outage"),
                      tr("A cache loses its memory, the database pays. Simulated; needs no server.")),
                &Offer::clicked, this, &Welcome::outageAsked);
    connect(offer(hasOutage ? Offer::Rank::Other : Offer::Rank::First, tr("Find servers on this machine"),
                  tr("Asks the usual ports of Redis, memcached, PostgreSQL and MySQL, once, only here.")),
            &Offer::clicked, this, &Welcome::searchAsked);
    column->addWidget(m_findings);
    Offer *open = offer(Offer::Rank::Other, tr("Open a recording or a configuration"),
                        tr("Or drop the file anywhere on this window."));
    open->setKey(Qt::CTRL | Qt::Key_O);
    connect(open, &Offer::clicked, this, &Welcome::openAsked);
    connect(offer(Offer::Rank::Other, tr("Write a configuration"),
                  tr("A commented file to start from, with what was found here; it replaces nothing.")),
            &Offer::clicked, this, &Welcome::startingFileAsked);
    column->addStretch(3);

    auto *layout = new QHBoxLayout(this);
    layout->addStretch(1);
    layout->addLayout(column);
    layout->addStretch(1);
    title->setMinimumWidth(columnWidth);
}

void Welcome::setFindings(const std::vector<Finding> &findings) {
    qDeleteAll(m_findings->findChildren<TextLabel *>(Qt::FindDirectChildrenOnly));
    QStringList spoken;
    for (const Finding &finding : findings) {
        const QColor colour = finding.kind == Finding::Kind::News ? m_theme.text : m_theme.muted;
        auto *line = new TextLabel(m_theme.font(14), colour, m_findings);
        line->setText(plainText(finding.text, 160));
        m_findings->layout()->addWidget(line);
        spoken << line->text();
    }
    m_findings->setVisible(!findings.empty());
    setAccessibleDescription(spoken.join(QStringLiteral(". ")));
}

void Welcome::paintEvent(QPaintEvent *) {
    QPainter(this).fillRect(rect(), m_theme.background);
}

} // namespace spillway

#include "workstation/learnpage.h"

#include "markdowntext.h"
#include "runbook.h"
#include "workstation/pagebrowser.h"

#include <QBoxLayout>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTextBrowser>

#include <algorithm>

namespace spillway {

namespace {

constexpr int topicsWidth = 280;
constexpr int textWidth = 760; // about 90 letters, as long as a line should be

enum Role { NameRole = Qt::UserRole, TextRole };

QString pageText(const QString &name) {
    QFile file(QStringLiteral(":/learn/%1").arg(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// Without the number sign.
QString titleOf(const QString &page) {
    return page.section(u'\n', 0, 0).mid(2);
}

} // namespace

LearnPage::LearnPage(const Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_search(new QLineEdit(this))
    , m_topics(new QListWidget(this))
    , m_page(makePageBrowser(tr("Page"), theme, this))
    , m_rule(theme.grid) {
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the topics"));
    m_search->setClearButtonEnabled(true);
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setFont(theme.font(14));
    m_topics->setSpacing(3);
    m_topics->setFrameShape(QFrame::NoFrame);
    m_topics->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_topics->setTextElideMode(Qt::ElideRight);
    m_topics->setPalette(theme.palette());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_search, m_topics})
        widget->setFixedWidth(topicsWidth);
    m_page->setMaximumWidth(textWidth);
    for (const QString &name : QDir(QStringLiteral(":/learn")).entryList(QDir::Files, QDir::Name)) {
        const QString text = pageText(name);
        auto *item = new QListWidgetItem(titleOf(text), m_topics);
        item->setData(NameRole, name.chopped(3)); // ".md"
        item->setData(TextRole, text);
    }
    auto *left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_topics, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addLayout(left);
    layout->addWidget(m_page, 1);
    layout->addStretch();
    connect(m_search, &QLineEdit::textChanged, this, &LearnPage::search);
    connect(m_topics, &QListWidget::currentItemChanged, this, &LearnPage::showPage);
    showTopic(QStringLiteral("reading-the-verdict"));
}

void LearnPage::setStack(StackId stack) {
    m_stack = stack;
    refresh();
}

void LearnPage::showTopic(const QString &topic) {
    for (int row = 0; row < m_topics->count(); ++row)
        if (m_topics->item(row)->data(NameRole) == topic) {
            m_search->clear();
            m_topics->setCurrentRow(row);
        }
}

void LearnPage::refresh() {
    if (m_page->verticalScrollBar()->value() == 0 && !m_page->textCursor().hasSelection())
        showPage();
}

QStringList LearnPage::topics() const {
    QStringList names;
    for (int row = 0; row < m_topics->count(); ++row)
        if (!m_topics->item(row)->isHidden())
            names << m_topics->item(row)->data(NameRole).toString();
    return names;
}

// A topic stays when every word is somewhere on its page.
void LearnPage::search(const QString &words) {
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    for (int row = 0; row < m_topics->count(); ++row) {
        QListWidgetItem *item = m_topics->item(row);
        const QString text = item->data(TextRole).toString();
        item->setHidden(!std::all_of(wanted.begin(), wanted.end(), [&](const QString &word) {
            return text.contains(word, Qt::CaseInsensitive);
        }));
    }
    const QStringList left = topics();
    QListWidgetItem *current = m_topics->currentItem();
    if (!left.isEmpty() && (!current || current->isHidden()))
        for (int row = 0; row < m_topics->count(); ++row)
            if (m_topics->item(row)->data(NameRole) == left.front())
                m_topics->setCurrentRow(row);
}

void LearnPage::showPage() {
    const QListWidgetItem *item = m_topics->currentItem();
    if (!item)
        return;
    const QString text = filledIn(item->data(TextRole).toString(), m_session.engine(), m_stack);
    if (text == m_shown)
        return;
    m_shown = text;
    setMarkdown(*m_page->document(), text, m_rule);
}

} // namespace spillway

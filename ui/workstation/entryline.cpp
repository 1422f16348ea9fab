#include "workstation/entryline.h"

#include "textlabel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace spillway {

namespace {
constexpr int entryWidth = 560;
constexpr int aboveTimeBar = 96; // from the bottom of the workstation
constexpr int left = 248;        // over the lanes
constexpr int longest = 400;
} // namespace

EntryLine::EntryLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_question(new TextLabel(theme.font(13, QFont::DemiBold), theme.text, this))
    , m_answer(new QLineEdit(this))
    , m_problem(new TextLabel(theme.font(12), theme.warning, this)) {
    m_answer->setMaxLength(longest);
    m_answer->setFont(theme.font(14));
    m_problem->setMaximumLines(2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 14);
    layout->setSpacing(8);
    layout->addWidget(m_question);
    layout->addWidget(m_answer);
    layout->addWidget(m_problem);
    m_answer->installEventFilter(this);
    connect(m_answer, &QLineEdit::returnPressed, this, &EntryLine::finish);
    connect(m_answer, &QLineEdit::textEdited, this, [this] {
        m_problem->hide();
        place();
    });
    hide();
}

void EntryLine::ask(const QString &question, const QString &example, Take take) {
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_take = std::move(take);
    m_question->setText(question);
    m_answer->setAccessibleName(question);
    m_answer->setPlaceholderText(example);
    m_answer->clear();
    m_problem->hide();
    show();
    place();
    raise();
    m_answer->setFocus(Qt::ShortcutFocusReason);
}

void EntryLine::drop() {
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

void EntryLine::finish() {
    const QString problem = m_take(m_answer->text().trimmed());
    if (problem.isEmpty())
        return drop();
    m_problem->setText(problem);
    m_problem->show();
    place();
    m_answer->selectAll();
}

void EntryLine::place() {
    layout()->activate();
    const int wrapped = layout()->totalHeightForWidth(entryWidth);
    const QSize size(entryWidth, wrapped > 0 ? wrapped : layout()->totalSizeHint().height());
    const QWidget *around = parentWidget();
    setGeometry(left, around->height() - aboveTimeBar - size.height(), size.width(), size.height());
}

bool EntryLine::eventFilter(QObject *watched, QEvent *event) {
    // Before any shortcut of the window can have it.
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            event->accept();
            if (event->type() == QEvent::KeyPress)
                drop();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void EntryLine::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.muted, 1));
    painter.setBrush(m_theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace spillway

#include "workstation/commandpalette.h"

#include "figures.h"
#include "plaintext.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>

#include <algorithm>

namespace spillway {

namespace {

constexpr int paletteWidth = 560;
constexpr int top = 90;
constexpr int rowHeight = 32;
constexpr int mostRows = 12;

enum Role { PlaceRole = Qt::UserRole, KeysRole };

class CommandDelegate : public QStyledItemDelegate {
public:
    CommandDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override {
        return {100, rowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override {
        const QRectF box = option.rect;
        const QFont font = m_theme.font(14);
        const QString keys = index.data(KeysRole).toString();
        const qreal keysWidth = figuresWidth(font, keys);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(box, m_theme.line);
        painter->setPen(m_theme.text);
        drawFigures(*painter, {box.left() + 12, box.center().y() + 5}, font,
                    elidedFigures(font, index.data().toString(), box.width() - keysWidth - 40));
        painter->setPen(option.state & QStyle::State_Selected ? m_theme.text : m_theme.muted);
        drawFigures(*painter, {box.right() - keysWidth - 12, box.center().y() + 5}, font, keys);
    }

private:
    Theme m_theme;
};

} // namespace

CommandPalette::CommandPalette(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_typed(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    m_typed->setFont(theme.font(15));
    m_typed->setAccessibleName(tr("What to do"));
    m_typed->setPlaceholderText(tr("What to do?"));
    m_typed->installEventFilter(this);
    m_list->setItemDelegate(new CommandDelegate(theme, this));
    m_list->setAccessibleName(tr("What can be done"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_typed);
    layout->addWidget(m_list);
    connect(m_typed, &QLineEdit::textEdited, this, &CommandPalette::list);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    hide();
}

void CommandPalette::open(const std::vector<Shortcuts::Entry> &entries) {
    m_entries = entries;
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_typed->clear();
    setGeometry((parentWidget()->width() - paletteWidth) / 2, top, paletteWidth,
                std::min(84 + mostRows * rowHeight, parentWidget()->height() - top));
    list();
    show();
    raise();
    m_typed->setFocus(Qt::ShortcutFocusReason);
}

std::vector<size_t> CommandPalette::fitting(const std::vector<Shortcuts::Entry> &entries,
                                            const QString &typed) {
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    std::vector<size_t> places;
    for (size_t i = 0; i < entries.size(); ++i) {
        const auto isIn = [&](const QString &word) {
            return entries[i].what.contains(word, Qt::CaseInsensitive);
        };
        if (entries[i].call && std::all_of(words.begin(), words.end(), isIn))
            places.push_back(i);
    }
    std::stable_partition(places.begin(), places.end(), [&](size_t place) {
        return !words.isEmpty() && entries[place].what.startsWith(words.front(), Qt::CaseInsensitive);
    });
    return places;
}

void CommandPalette::list() {
    m_list->clear();
    for (const size_t place : fitting(m_entries, m_typed->text())) {
        auto *item = new QListWidgetItem(plainText(m_entries[place].what), m_list);
        item->setData(PlaceRole, static_cast<int>(place));
        item->setData(KeysRole, m_entries[place].keys);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run() {
    const QListWidgetItem *chosen = m_list->currentItem();
    if (!chosen)
        return;
    const auto call = m_entries[static_cast<size_t>(chosen->data(PlaceRole).toInt())].call;
    close();                           // what is done may take the focus elsewhere
    QTimer::singleShot(0, this, call); // or be the end of this workstation
}

void CommandPalette::close() {
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

bool CommandPalette::takeKey(int key) {
    const int last = m_list->count() - 1;
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(m_list->currentRow() + 1, last));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0));
        return true;
    default:
        return false;
    }
}

// Before any shortcut of the window can have it.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride)
        event->accept();
    if (event->type() == QEvent::KeyPress && takeKey(static_cast<QKeyEvent *>(event)->key()))
        return true;
    if (event->type() == QEvent::FocusOut)
        hide();
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.muted, 1));
    painter.setBrush(m_theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace spillway

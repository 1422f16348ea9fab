#include "workstation/alertspanel.h"

#include "alertmodel.h"
#include "figures.h"
#include "plaintext.h"
#include "statemark.h"
#include "textlabel.h"
#include "workstation/decisions.h"
#include "workstation/panellist.h"

#include <QBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace spillway {

namespace {

constexpr int tickRoom = 22; // at the right end of a row

QRectF tickBox(const QRectF &row) {
    return {row.right() - 15, row.top() + 7, 14, 14};
}

bool isOver(const QModelIndex &index) {
    return index.data(AlertModel::StateRole).value<AlertState>() == AlertState::Resolved;
}

Decisions::Subject subjectOf(const QModelIndex &index) {
    return {static_cast<StackId>(index.data(AlertModel::StackIdRole).toInt()),
            index.data(AlertModel::RuleRole).toString()};
}

// Why it gives no notices, and from what it follows.
QString secondLine(const QModelIndex &index) {
    QStringList parts{index.data(AlertModel::HushRole).toString(),
                      index.data(AlertModel::DemotedBecauseRole).toString()};
    parts.removeAll(QString());
    return plainText(parts.join(QStringLiteral(" · ")), 300);
}

class AlertDelegate : public QStyledItemDelegate {
public:
    AlertDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override {
        return {100, secondLine(index).isEmpty() ? 29 : 45};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    void paintTick(QPainter &painter, const QRectF &box, bool done) const;
    static QString stateText(const QModelIndex &index);

    Theme m_theme;
};

QString AlertDelegate::stateText(const QModelIndex &index) {
    const auto state = index.data(AlertModel::StateRole).value<AlertState>();
    const QString age = index.data(AlertModel::AgeRole).toString();
    if (state == AlertState::Firing && index.data(AlertModel::KnownRole).toBool())
        return age;
    return AlertsPanel::tr("%1 %2", "state and its age")
        .arg(index.data(AlertModel::StateTextRole).toString(), age);
}

void AlertDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const {
    const QRectF box = option.rect;
    const bool isDone = isOver(index);
    const bool isSeen = !index.data(AlertModel::AcknowledgedByRole).toString().isEmpty();
    const bool isHushed = !index.data(AlertModel::HushRole).toString().isEmpty();
    const auto severity = index.data(AlertModel::SeverityRole).value<Severity>();
    const QColor colour = isDone                           ? m_theme.healthy
                          : severity == Severity::Critical ? m_theme.critical
                                                           : m_theme.warning;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_HasFocus)
        painter->fillRect(box, m_theme.raised);
    const QRectF bar(box.left(), box.top() + 4, 4, box.height() - 9);
    if (index.data(AlertModel::KnownRole).toBool() || isDone) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawRoundedRect(bar, 2, 2);
    } else {
        painter->setPen(QPen(colour, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }
    const QFont small = m_theme.font(13);
    const QString state = stateText(index);
    const qreal right = box.right() - tickRoom;
    const qreal stateWidth = figuresWidth(small, state);
    painter->setPen(m_theme.muted);
    drawFigures(*painter, {right - stateWidth, box.top() + 19}, small, state);
    const QFont font = m_theme.font(14);
    const qreal left = box.left() + 14;
    painter->setPen(isDone || isHushed ? m_theme.muted : m_theme.text);
    drawFigures(*painter, {left, box.top() + 19}, font,
                elidedFigures(font, plainText(index.data(AlertModel::RuleRole).toString()),
                              right - stateWidth - 12 - left));
    const QString because = secondLine(index);
    if (!because.isEmpty()) {
        painter->setPen(m_theme.muted);
        drawFigures(*painter, {left, box.top() + 36}, m_theme.font(12),
                    elidedFigures(m_theme.font(12), because, right - left));
    }
    if (!isDone)
        paintTick(*painter, tickBox(box), isSeen);
    painter->restore();
}

void AlertDelegate::paintTick(QPainter &painter, const QRectF &box, bool done) const {
    painter.setPen(QPen(done ? m_theme.healthy : m_theme.muted, 1.3));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
    if (done)
        painter.drawPolyline(QPolygonF({{box.left() + 3.5, box.center().y()},
                                        {box.left() + 6, box.bottom() - 4},
                                        {box.right() - 3.5, box.top() + 4.5}}));
}

bool AlertDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                              const QModelIndex &index) {
    const QString hush = index.data(AlertModel::HushRole).toString();
    QStringList lines{
        index.data(AlertModel::RuleRole).toString(),
        AlertsPanel::tr("%1, limit %2")
            .arg(index.data(AlertModel::ValueRole).toString(), index.data(AlertModel::LimitRole).toString())};
    lines << (hush.isEmpty() ? AlertsPanel::tr("not acknowledged") : hush);
    lines << index.data(AlertModel::DemotedBecauseRole).toString();
    lines.removeAll(QString());
    QToolTip::showText(event->globalPos(), plainToolTip(plainText(lines.join(QStringLiteral(" · ")), 400)),
                       view);
    return true;
}

} // namespace

AlertsPanel::AlertsPanel(Session &session, const Theme &theme, QWidget *parent)
    : Panel(tr("Alerts"), theme, parent)
    , m_session(session)
    , m_list(new PanelList(tr("Alerts"), theme, this))
    , m_model(new AlertModel(&session, this)) {
    m_list->setModel(m_model);
    m_list->setItemDelegate(new AlertDelegate(theme, this));
    m_list->installEventFilter(this);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &AlertsPanel::openMenu);
    m_list->viewport()->installEventFilter(this);
    body()->addWidget(m_list);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AlertsPanel::updateNote);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &AlertsPanel::updateNote);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &AlertsPanel::updateNote);
    connect(m_model, &QAbstractItemModel::dataChanged, m_list, &QListView::doItemsLayout);
    updateNote();
}

void AlertsPanel::setStack(StackId stack) {
    m_model->setStack(stack);
}

void AlertsPanel::updateNote() {
    int firing = 0;
    int pending = 0;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const auto state = m_model->index(i, 0).data(AlertModel::StateRole).value<AlertState>();
        firing += state == AlertState::Firing ? 1 : 0;
        pending += state == AlertState::Pending ? 1 : 0;
    }
    QStringList parts;
    if (firing > 0)
        parts << tr("%1 firing").arg(firing);
    if (pending > 0)
        parts << tr("%1 pending").arg(pending);
    setNote(parts.join(QStringLiteral(" · ")));
    update();
}

// At once and without a comment, unless that would take one away.
void AlertsPanel::tick(const QModelIndex &index) {
    if (!index.data(AlertModel::AcknowledgedByRole).toString().isEmpty() || !m_decisions)
        return;
    if (m_session.mode() == Session::Mode::Live)
        m_session.acknowledge(subjectOf(index).stack, subjectOf(index).rule);
    else
        m_decisions->acknowledge(subjectOf(index)); // says why not
}

void AlertsPanel::openMenu(const QPoint &at) {
    const QModelIndex index = m_list->indexAt(at);
    if (!index.isValid() || !m_decisions || isOver(index))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_decisions->fill(menu, subjectOf(index), index.data(AlertModel::IsSnoozedRole).toBool());
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

bool AlertsPanel::takeKey(int key) {
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !m_decisions || isOver(index) || (key != Qt::Key_A && key != Qt::Key_Z))
        return false;
    if (key == Qt::Key_A)
        m_decisions->acknowledge(subjectOf(index));
    else
        m_decisions->snooze(subjectOf(index));
    return true;
}

// A click on the tick, or A or Z on the current row.
bool AlertsPanel::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_list->viewport() && event->type() == QEvent::MouseButtonRelease) {
        auto *mouse = static_cast<QMouseEvent *>(event);
        const QModelIndex index = m_list->indexAt(mouse->pos());
        if (index.isValid() && mouse->button() == Qt::LeftButton &&
            mouse->pos().x() >= m_list->visualRect(index).right() - tickRoom)
            tick(index);
    } else if (watched == m_list && event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_A || key->key() == Qt::Key_Z) && key->modifiers() == Qt::NoModifier &&
            m_list->currentIndex().isValid())
            event->accept(); // for this row, not for the whole stack
    } else if (watched == m_list && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier && takeKey(key->key()))
            return true;
    }
    return Panel::eventFilter(watched, event);
}

void AlertsPanel::paintEvent(QPaintEvent *event) {
    Panel::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(this);
    painter.setPen(theme().muted);
    painter.setFont(theme().font(13));
    painter.drawText(m_list->geometry().adjusted(0, 4, 0, 0), Qt::AlignLeft | Qt::AlignTop, tr("No alerts."));
}

} // namespace spillway

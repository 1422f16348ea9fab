#include "workstation/evidencepanel.h"

#include "evidencemodel.h"
#include "figures.h"
#include "plaintext.h"
#include "textlabel.h"
#include "workstation/outlookview.h"
#include "workstation/panellist.h"

#include <QBoxLayout>
#include <QPainter>
#include <QStyledItemDelegate>

namespace spillway {

namespace {

constexpr int timeWidth = 63;
constexpr int kindWidth = 58;
constexpr int lineHeight = 17;
constexpr int mostLines = 3;

class EvidenceDelegate : public QStyledItemDelegate {
public:
    EvidenceDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const auto *view = static_cast<const QListView *>(option.widget);
        const int room = view->viewport()->width() - timeWidth - kindWidth;
        return {100, 5 + lineHeight * static_cast<int>(wrapped(index, room).size())};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    QStringList wrapped(const QModelIndex &index, int width) const;
    QColor kindColour(EvidenceKind kind) const;

    Theme m_theme;
};

QStringList EvidenceDelegate::wrapped(const QModelIndex &index, int width) const {
    return wrappedLines(m_theme.font(13), plainText(index.data(EvidenceModel::TextRole).toString()), width,
                        mostLines);
}

QColor EvidenceDelegate::kindColour(EvidenceKind kind) const {
    switch (kind) {
    case EvidenceKind::Config:
        return m_theme.cache;
    case EvidenceKind::Onset:
        return m_theme.warning;
    case EvidenceKind::Alert:
        return m_theme.critical;
    case EvidenceKind::For:
        return m_theme.text;
    case EvidenceKind::Against:
    case EvidenceKind::Missing:
        break;
    }
    return m_theme.muted;
}

void EvidenceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const {
    const QRectF box = option.rect;
    painter->save();
    if (option.state & QStyle::State_HasFocus)
        painter->fillRect(box, m_theme.raised);
    qreal baseline = box.top() + 15;
    painter->setPen(m_theme.muted);
    drawFigures(*painter, {box.left(), baseline}, m_theme.font(13),
                index.data(EvidenceModel::TimeTextRole).toString());
    painter->setPen(kindColour(index.data(EvidenceModel::KindRole).value<EvidenceKind>()));
    drawFigures(*painter, {box.left() + timeWidth, baseline}, m_theme.font(13, QFont::DemiBold),
                index.data(EvidenceModel::KindTextRole).toString());
    painter->setPen(m_theme.text);
    const qreal left = box.left() + timeWidth + kindWidth;
    for (const QString &line : wrapped(index, static_cast<int>(box.right() - left))) {
        drawFigures(*painter, {left, baseline}, m_theme.font(13), line);
        baseline += lineHeight;
    }
    painter->restore();
}

} // namespace

EvidencePanel::EvidencePanel(const Session &session, const Theme &theme, QWidget *parent)
    : Panel(tr("Evidence, oldest first"), theme, parent)
    , m_session(session)
    , m_outlook(new OutlookView(theme, this))
    , m_list(new PanelList(tr("Evidence"), theme, this))
    , m_model(new EvidenceModel(&session, 0, this)) {
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EvidenceDelegate(theme, this));
    body()->addWidget(m_outlook);
    body()->addWidget(m_list);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        const QVariant at = index.data(EvidenceModel::AtRole);
        if (at.isValid())
            emit momentChosen(Instant::fromMs(at.toLongLong()));
    });
    const auto update = qOverload<>(&QWidget::update);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, update);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, update);
    connect(m_model, &QAbstractItemModel::dataChanged, m_list, &QListView::doItemsLayout);
}

void EvidencePanel::setStack(StackId stack) {
    m_stack = stack;
    m_model->setStack(stack);
    refresh();
}

void EvidencePanel::refresh() {
    if (m_stack < m_session.configuration().stacks.size())
        m_outlook->setVerdict(m_session.engine().verdict(m_stack));
}

void EvidencePanel::focusList() {
    m_list->setFocus(Qt::OtherFocusReason);
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0, 0));
}

void EvidencePanel::paintEvent(QPaintEvent *event) {
    Panel::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(this);
    painter.setPen(theme().muted);
    painter.setFont(theme().font(13));
    painter.drawText(m_list->geometry().adjusted(0, 4, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                     tr("Nothing to explain now."));
}

} // namespace spillway

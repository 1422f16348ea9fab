#include "workstation/tablepage.h"

#include "figures.h"
#include "plaintext.h"
#include "statemark.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace spillway {

namespace {

constexpr int cellHeight = 30;
constexpr int markRoom = 20;

class CellDelegate : public QStyledItemDelegate {
public:
    CellDelegate(const TablePage::HealthOf &healthOf, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_healthOf(healthOf)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override {
        const QString text = plainText(index.data().toString());
        const int width = static_cast<int>(figuresWidth(m_theme.font(13), text)) + 20;
        return {width + (hasMark(index) ? markRoom : 0), cellHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override {
        const QFont font = m_theme.font(13);
        QRectF box = option.rect;
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(box, m_theme.raised);
        if (hasMark(index)) {
            drawState(*painter, QRectF(box.left() + 8, box.center().y() - 5, 10, 10), m_theme,
                      m_healthOf(index));
            box.setLeft(box.left() + markRoom);
        }
        painter->setPen(m_theme.text);
        drawFigures(*painter, {box.left() + 8, box.center().y() + 5}, font,
                    elidedFigures(font, plainText(index.data().toString()), box.width() - 16));
        painter->restore();
    }

private:
    bool hasMark(const QModelIndex &index) const { return index.column() == 0 && m_healthOf; }

    TablePage::HealthOf m_healthOf;
    Theme m_theme;
};

} // namespace

TablePage::TablePage(QAbstractItemModel *model, const QString &name, const HealthOf &healthOf, int wideColumn,
                     const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme) {
    setModel(model);
    setItemDelegate(new CellDelegate(healthOf, theme, this));
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(cellHeight);
    QHeaderView *header = horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setFont(theme.font(12, QFont::DemiBold));
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(wideColumn, QHeaderView::Stretch);
    header->setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
}

void TablePage::paintEvent(QPaintEvent *event) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.muted);
    painter.setFont(m_theme.font(13));
    if (model()->rowCount() == 0)
        painter.drawText(viewport()->rect().adjusted(8, 12, 0, 0), Qt::AlignLeft | Qt::AlignTop, m_emptyText);
    painter.end();
    QTableView::paintEvent(event);
}

} // namespace spillway

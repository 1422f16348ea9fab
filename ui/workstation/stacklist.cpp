#include "workstation/stacklist.h"

#include "charts/sparkline.h"
#include "figures.h"
#include "format.h"
#include "plaintext.h"
#include "stackmodel.h"
#include "statemark.h"
#include "workstation/marks.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr int rowHeight = 58;

class StackDelegate : public QStyledItemDelegate {
public:
    StackDelegate(const Session &session, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_session(session)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override {
        return {160, rowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    QString silence(StackId stack) const;
    void paintNumbers(QPainter &painter, const QRectF &line, const QModelIndex &index) const;
    void paintCourse(QPainter &painter, const QRectF &box, const QList<float> &course,
                     const QColor &colour) const;

    const Session &m_session;
    Theme m_theme;
};

void StackDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const {
    const auto health = index.data(StackModel::HealthRole).value<Health>();
    const QColor colour = stateColour(m_theme, health);
    const QRectF box = QRectF(option.rect).adjusted(6.5, 3.5, -6.5, -3.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(option.state & QStyle::State_HasFocus ? m_theme.text : colour, 1.5));
        painter->setBrush(m_theme.raised);
        painter->drawRoundedRect(box, 7, 7);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.raised);
        painter->drawRoundedRect(box, 7, 7);
    }
    drawState(*painter, QRectF(box.left() + 10, box.top() + 13, 11, 11), m_theme, health);
    const qreal left = box.left() + 28;
    const QFont nameFont = m_theme.font(14, QFont::DemiBold);
    painter->setPen(m_theme.text);
    const QString name = plainText(index.data(StackModel::NameRole).toString());
    drawFigures(*painter, {left, box.top() + 23}, nameFont,
                elidedFigures(nameFont, name, box.right() - left - 66));
    paintNumbers(*painter, QRectF(left, box.top() + 28, box.right() - left - 8, 18), index);
    paintCourse(*painter, QRectF(box.right() - 62, box.top() + 10, 52, 18),
                index.data(StackModel::SparklineRole).value<QList<float>>(), colour);
    painter->restore();
}

void StackDelegate::paintNumbers(QPainter &painter, const QRectF &line, const QModelIndex &index) const {
    const QFont font = m_theme.font(13);
    const QString unknown = formatValue(Metric::Load, std::nullopt);
    const auto number = [&](int role) {
        const QString text = index.data(role).toString();
        return text == unknown ? noNumber() : text;
    };
    const QString ratio = number(StackModel::HitRatioRole);
    const QString load = number(StackModel::LoadRole);
    const qreal baseline = line.top() + 13;
    if (ratio == noNumber() && load == noNumber()) {
        painter.setPen(m_theme.muted);
        const auto stack = static_cast<StackId>(index.data(StackModel::StackIdRole).toInt());
        drawFigures(painter, {line.left(), baseline}, font,
                    elidedFigures(font, silence(stack), line.width()));
        return;
    }
    painter.setPen(ratio == noNumber() ? m_theme.muted : m_theme.cache);
    drawFigures(painter, {line.left(), baseline}, font, ratio);
    painter.setPen(load == noNumber() ? m_theme.muted : m_theme.database);
    drawFigures(painter, {line.left() + 56, baseline}, font, StackList::tr("load %1").arg(load));
}

// Instead of numbers that would be stale.
QString StackDelegate::silence(StackId stack) const {
    const Engine &engine = m_session.engine();
    Instant newest;
    for (const Metric metric : {Metric::HitRatio, Metric::Load}) {
        const Series *series = engine.history().series({stack, SeriesId::WholeStack, metric});
        if (series && !series->isEmpty())
            newest = std::max(newest, series->timeOf(series->endSlot()));
    }
    if (newest == Instant{})
        return StackList::tr("no data yet");
    return StackList::tr("no data for %1").arg(formatDuration(std::max(engine.now() - newest, 0ms)));
}

void StackDelegate::paintCourse(QPainter &painter, const QRectF &box, const QList<float> &course,
                                const QColor &colour) const {
    // A calm load stays a ripple: at least half of its own height is spanned.
    const auto highest = std::max_element(course.begin(), course.end());
    const float least = highest == course.end() || std::isnan(*highest) ? 0 : *highest / 2;
    drawSparkline(painter, box, course, sparklineRange(course, std::max(least, 0.1F)), colour, 1.4);
}

} // namespace

StackList::StackList(const Session &session, const Theme &theme, QWidget *parent)
    : QListView(parent) {
    setModel(new StackModel(&session, this));
    setItemDelegate(new StackDelegate(session, theme, this));
    setAccessibleName(tr("Stacks"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizeAdjustPolicy(AdjustToContents);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void StackList::choose(StackId stack) {
    setCurrentIndex(model()->index(stack, 0));
}

void StackList::setFilter(const QString &parts) {
    const QStringList wanted = parts.split(u'|', Qt::SkipEmptyParts);
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QString name = model()->index(row, 0).data(StackModel::NameRole).toString();
        const bool fits = std::any_of(wanted.begin(), wanted.end(), [&](const QString &part) {
            return name.contains(part.trimmed(), Qt::CaseInsensitive);
        });
        setRowHidden(row, !wanted.isEmpty() && !fits);
    }
    updateGeometry();
}

void StackList::chooseFirstShown() {
    for (int row = 0; row < model()->rowCount(); ++row)
        if (!isRowHidden(row))
            return setCurrentIndex(model()->index(row, 0));
}

void StackList::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QListView::currentChanged(current, previous);
    if (current.isValid())
        emit stackChosen(static_cast<StackId>(current.data(StackModel::StackIdRole).toInt()));
}

} // namespace spillway

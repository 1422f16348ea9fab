#include "workstation/endpointlist.h"

#include "endpointmodel.h"
#include "figures.h"
#include "format.h"
#include "plaintext.h"
#include "statemark.h"
#include "textlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace spillway {

namespace {

constexpr int lineHeight = 16;

class EndpointDelegate : public QStyledItemDelegate {
public:
    EndpointDelegate(const Session &session, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_session(session)
        , m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override {
        return {160, 22 + lineHeight * static_cast<int>(details(index).size())};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                   const QModelIndex &index) override {
        QToolTip::showText(event->globalPos(), plainToolTip(details(index).join(QStringLiteral(" · "))),
                           view);
        return true;
    }

private:
    QStringList details(const QModelIndex &index) const;

    const Session &m_session;
    Theme m_theme;
};

bool isSilent(const QModelIndex &index) {
    const auto state = index.data(EndpointModel::StateRole).value<EndpointState>();
    return state == EndpointState::Down || state == EndpointState::Stale;
}

QStringList EndpointDelegate::details(const QModelIndex &index) const {
    const QString reason = plainText(index.data(EndpointModel::ReasonRole).toString());
    const auto id = static_cast<EndpointId>(index.data(EndpointModel::EndpointIdRole).toInt());
    const Engine &engine = m_session.engine();
    if (isSilent(index)) {
        const auto &good = engine.endpoint(id).lastGood;
        return {good ? EndpointList::tr("no data for %1").arg(formatDuration(engine.now() - *good))
                     : EndpointList::tr("no data yet"),
                reason};
    }
    QStringList parts{plainText(index.data(EndpointModel::VersionRole).toString(), 40),
                      index.data(EndpointModel::RoundTripRole).toString()};
    parts.removeAll(QString());
    QStringList lines{parts.join(QStringLiteral(" · "))};
    if (!reason.isEmpty())
        lines << reason;
    return lines;
}

void EndpointDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const {
    const QRectF box = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSilent(index))
        drawHatching(*painter, box.adjusted(6, 1, -6, -1), m_theme.line);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(m_theme.cache, 1));
        painter->drawRoundedRect(box.adjusted(6.5, 0.5, -6.5, -0.5), 5, 5);
    }
    drawState(*painter, QRectF(box.left() + 17, box.top() + 6, 10, 10), m_theme,
              index.data(EndpointModel::HealthRole).value<Health>());
    const qreal left = box.left() + 34;
    const qreal room = box.right() - left - 8;
    const QFont nameFont = m_theme.font(13, QFont::Medium);
    painter->setPen(m_theme.text);
    drawFigures(*painter, {left, box.top() + 15}, nameFont,
                elidedFigures(nameFont, plainText(index.data(EndpointModel::NameRole).toString()), room));
    const QFont detailFont = m_theme.font(11);
    qreal baseline = box.top() + 30;
    painter->setPen(m_theme.muted);
    for (const QString &line : details(index)) {
        drawFigures(*painter, {left, baseline}, detailFont, elidedFigures(detailFont, line, room));
        baseline += lineHeight;
    }
    painter->restore();
}

} // namespace

EndpointList::EndpointList(const Session &session, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_model(new EndpointModel(&session, 0, this)) {
    setModel(m_model);
    setItemDelegate(new EndpointDelegate(session, theme, this));
    setAccessibleName(tr("Endpoints"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(NoSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    // An endpoint that is lost needs a line more.
    connect(m_model, &QAbstractItemModel::dataChanged, this, &EndpointList::doItemsLayout);
}

void EndpointList::setStack(StackId stack) {
    m_model->setStack(stack);
}

} // namespace spillway

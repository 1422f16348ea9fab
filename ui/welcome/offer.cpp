#include "welcome/offer.h"

#include "figures.h"

#include <QKeySequence>
#include <QPainter>

namespace spillway {

namespace {

constexpr int offerHeight = 72;
constexpr int pad = 20;

} // namespace

Offer::Offer(Rank rank, const QString &title, const QString &words, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_rank(rank)
    , m_theme(theme) {
    setText(title);
    setWords(words);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Offer::setWords(const QString &words) {
    m_words = words;
    setAccessibleName(text());
    setAccessibleDescription(words);
    update();
}

void Offer::setKey(const QKeySequence &key) {
    m_key = key.toString(QKeySequence::NativeText);
    update();
}

QSize Offer::sizeHint() const {
    return {560, offerHeight};
}

void Offer::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFirst = m_rank == Rank::First;
    const QColor edge = hasFocus() || isFirst ? m_theme.cache : underMouse() ? m_theme.muted : m_theme.line;
    painter.setPen(QPen(edge, hasFocus() ? 2 : 1));
    painter.setBrush(isDown() ? m_theme.line : isFirst ? m_theme.wash(m_theme.cache) : m_theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);

    const QFont small = m_theme.font(13);
    const qreal keyWidth = m_key.isEmpty() ? 0 : figuresWidth(small, m_key) + pad;
    const qreal room = width() - 2 * pad - keyWidth;
    const QFont title = m_theme.font(16, QFont::DemiBold);
    painter.setPen(isEnabled() ? m_theme.text : m_theme.muted);
    drawFigures(painter, {pad, 30}, title, elidedFigures(title, text(), room));
    painter.setPen(m_theme.muted);
    drawFigures(painter, {pad, 52}, small, elidedFigures(small, m_words, room));
    if (!m_key.isEmpty())
        drawFigures(painter, {width() - keyWidth, 30}, small, m_key);
}

} // namespace spillway

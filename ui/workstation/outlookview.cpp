#include "workstation/outlookview.h"

#include "figures.h"
#include "format.h"
#include "plaintext.h"
#include "textlabel.h"
#include "workstation/marks.h"

#include <QPainter>

#include <algorithm>

namespace spillway {

namespace {

constexpr int rowHeight = 20;
constexpr int lineHeight = 17;
constexpr int barHeight = 8;
constexpr int labelWidth = 128;
constexpr int numberWidth = 60;
constexpr int mostLines = 3;
constexpr int below = 8;
constexpr double leastRefilled = 0.15; // below it is noise, as in the sentence

QString timesText(double value) {
    return formatNumber(value) + QChar(u'\u00d7');
}

} // namespace

OutlookView::OutlookView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Outlook"));
    hide();
}

void OutlookView::setVerdict(const Verdict &verdict) {
    const std::vector<Bar> bars = barsOf(verdict);
    // In peace the bars say it all.
    const QString sentence = verdict.culprit == Culprit::None ? QString() : plainText(verdict.outlook, 300);
    setAccessibleDescription(plainText(verdict.outlook, 300));
    if (bars == m_bars && sentence == m_sentence)
        return;
    m_bars = bars;
    m_sentence = sentence;
    setVisible(!bars.empty() || !sentence.isEmpty());
    updateGeometry();
    update();
}

std::vector<OutlookView::Bar> OutlookView::barsOf(const Verdict &verdict) const {
    if (verdict.culprit == Culprit::None && verdict.dependence) {
        const Dependence &dependence = *verdict.dependence;
        const double longest = std::max({dependence.ifLost, dependence.survived.value_or(0), 1.0});
        const bool survives = dependence.survived && *dependence.survived >= dependence.ifLost;
        std::vector<Bar> bars{{tr("without cache"), timesText(dependence.ifLost), dependence.ifLost / longest,
                               survives ? m_theme.healthy : m_theme.warning},
                              {tr("database bears"), noNumber(), 0, m_theme.muted}};
        if (dependence.survived) {
            bars[1].number = timesText(*dependence.survived);
            bars[1].share = *dependence.survived / longest;
        }
        return bars;
    }
    if (verdict.recovery && verdict.recovery->refilled.value_or(0) >= leastRefilled)
        return {{tr("lost hits back"), formatValue(Unit::Ratio, verdict.recovery->refilled),
                 *verdict.recovery->refilled, m_theme.cache}};
    return {};
}

QStringList OutlookView::lines() const {
    return m_sentence.isEmpty() ? QStringList()
                                : wrappedLines(m_theme.font(13), m_sentence, std::max(width(), 1), mostLines);
}

QSize OutlookView::sizeHint() const {
    const int height =
        static_cast<int>(m_bars.size()) * rowHeight + static_cast<int>(lines().size()) * lineHeight + below;
    return {200, height};
}

void OutlookView::resizeEvent(QResizeEvent *) {
    updateGeometry();
}

void OutlookView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = m_theme.font(13);
    const double room = width() - labelWidth - numberWidth;
    double top = 0;
    for (const Bar &bar : m_bars) {
        painter.setPen(m_theme.muted);
        drawFigures(painter, {0, top + 14}, font, elidedFigures(font, bar.label, labelWidth - 8));
        painter.setPen(m_theme.text);
        drawFigures(painter, {width() - figuresWidth(font, bar.number), top + 14}, font, bar.number);
        const QRectF track(labelWidth, top + (rowHeight - barHeight) / 2.0, room, barHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.line);
        painter.drawRoundedRect(track, 3, 3);
        painter.setBrush(bar.colour);
        if (bar.share > 0)
            painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(room * bar.share, barHeight)), 3, 3);
        top += rowHeight;
    }
    painter.setPen(m_theme.text);
    for (const QString &line : lines()) {
        drawFigures(painter, {0, top + 14}, font, line);
        top += lineHeight;
    }
}

} // namespace spillway

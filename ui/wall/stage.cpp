#include "wall/stage.h"

#include "charts/lane.h"
#include "figures.h"
#include "statemark.h"
#include "textlabel.h"
#include "wall/stacktile.h"
#include "wall/stagelanes.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spillway {

namespace {

constexpr qreal numberSize = 9.2; // hundredths of the screen's height
constexpr qreal betweenFigures = 2.4;
constexpr qreal smallestOfLane = 11; // pixels, of the words in a lane

int lineOf(const QFont &font) {
    return static_cast<int>(std::ceil(QFontMetricsF(font).height()));
}

} // namespace

Stage::Stage(const Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_name(new TextLabel(theme.font(40, QFont::Bold), theme.text, this))
    , m_culprit(new TextLabel(theme.font(40, QFont::Bold), theme.critical, this))
    , m_sentence(new TextLabel(theme.font(30, QFont::DemiBold), theme.text, this))
    , m_reason(new TextLabel(theme.font(22), theme.muted, this))
    , m_since(new TextLabel(theme.font(22), theme.muted, this)) {
    m_culprit->setAlignment(Qt::AlignRight);
    m_since->setAlignment(Qt::AlignRight);
    m_reason->setMaximumLines(3);
    for (Figure &figure : m_figures)
        figure = {new TextLabel(theme.font(90, QFont::Bold), theme.text, this),
                  new TextLabel(theme.font(20), theme.muted, this)};
    Theme ground = theme;
    ground.background = theme.panel; // the lanes have no corners of their own
    for (Lane *&lane : m_lanes) {
        lane = new Lane(&m_window, ground, this);
        lane->setFocusPolicy(Qt::NoFocus);
    }
    m_lanes.back()->setRuler(Lane::Ruler::Shown);
    chooseStack(0);
}

void Stage::place(const QRect &where, qreal unit) {
    if (where == geometry() && unit == m_unit)
        return;
    setGeometry(where);
    m_unit = unit;
    layOut();
}

void Stage::layOut() {
    const int pad = static_cast<int>(1.8 * m_unit);
    const int room = width() - 2 * pad;
    const QFont name = m_theme.font(static_cast<int>(4.2 * m_unit), QFont::Bold);
    const QFont sentence = m_theme.font(static_cast<int>(3.1 * m_unit), QFont::DemiBold);
    const QFont words = m_theme.font(static_cast<int>(2.1 * m_unit));
    int y = static_cast<int>(1.1 * m_unit);
    const auto put = [&](TextLabel *label, const QFont &font, int left, int width, int height) {
        label->setTextFont(font);
        label->setGeometry(left, y, width, height);
    };
    const int mark = static_cast<int>(QFontMetricsF(name).capHeight());
    m_mark = QRect(pad, y + (lineOf(name) - mark) / 2, mark, mark);
    const int nameLeft = pad + mark + mark / 2;
    const int culpritWidth = m_culprit->sizeHint().width();
    put(m_culprit, name, pad + room - culpritWidth, culpritWidth, lineOf(name));
    put(m_name, name, nameLeft, pad + room - culpritWidth - pad - nameLeft, lineOf(name));
    y += lineOf(name);
    const int sinceWidth = m_since->sizeHint().width();
    put(m_since, words, pad + room - sinceWidth, sinceWidth, lineOf(sentence));
    put(m_sentence, sentence, pad, room - sinceWidth - pad, lineOf(sentence));
    y += lineOf(sentence);
    m_reason->setTextFont(words);
    m_reasonHeight = m_reason->heightForWidth(room);
    put(m_reason, words, pad, room, m_reasonHeight);
    y += std::max(m_reasonHeight, static_cast<int>(lineOf(words) * 2.3));
    layOutFigures(pad, y, room);
    layOutLanes(y + m_figures[0].number->height() + lineOf(words));
    update();
}

void Stage::layOutFigures(int left, int top, int room) {
    const QFont number = m_theme.font(static_cast<int>(numberSize * m_unit), QFont::Bold);
    const QFont words = m_theme.font(static_cast<int>(2.1 * m_unit));
    // Captions have the room that they need; the rest is shared by what the numbers would like, whatever
    // their digits are now.
    const std::array usual{wholeRatio(), QStringLiteral("00.0"), QStringLiteral("0 000/s")};
    std::array<qreal, 3> least{};
    std::array<qreal, 3> more{};
    for (size_t i = 0; i < m_figures.size(); ++i) {
        least[i] = figuresWidth(words, m_figures[i].caption->text()) + betweenFigures * m_unit;
        more[i] = std::max(figuresWidth(number, usual[i]) + betweenFigures * m_unit - least[i], 1.0);
    }
    const qreal rest = std::max(room - std::accumulate(least.begin(), least.end(), 0.0), 0.0);
    const qreal wanted = std::accumulate(more.begin(), more.end(), 0.0);
    for (size_t i = 0; i < m_figures.size(); ++i) {
        const int width = static_cast<int>(least[i] + rest * more[i] / wanted);
        const Figure &figure = m_figures[i];
        figure.number->setGeometry(left, top, width, lineOf(number));
        fitNumber(figure);
        figure.caption->setTextFont(words);
        figure.caption->setGeometry(left, top + lineOf(number) - static_cast<int>(0.6 * m_unit), width,
                                    lineOf(words));
        left += width;
    }
}

void Stage::fitNumber(const Figure &figure) {
    const QString &text = figure.number->text();
    const QString widest = text.size() > wholeRatio().size() ? text : wholeRatio();
    figure.number->setTextFont(numberFont(m_theme, numberSize * m_unit, figure.number->width() - 0.5 * m_unit,
                                          &figure == &m_figures[0] ? widest : text));
}

// The upper one without words of its own: the number above in the same colour names it.
void Stage::layOutLanes(int top) {
    const int edge = static_cast<int>(0.9 * m_unit);
    const qreal enlargement = 1.6 * m_unit / smallestOfLane;
    const int room = height() - top - edge;
    const int ruler = static_cast<int>(26 * enlargement);
    const int upper = std::max((room - ruler) / 2, 1);
    m_lanes[0]->setGeometry(edge, top, width() - 2 * edge, upper);
    m_lanes[1]->setGeometry(edge, top + upper, width() - 2 * edge, std::max(room - upper, 1));
    for (Lane *lane : m_lanes) {
        lane->setEnlargement(enlargement);
        QMargins margins = lane->plotMargins();
        margins.setTop(9);
        margins.setLeft(52);
        lane->setPlotMargins(margins);
        lane->setVisible(upper > 6 * m_unit);
    }
}

void Stage::chooseStack(StackId stack) {
    if (m_session.configuration().stacks.empty())
        return;
    m_lanes[0]->setSpec(stageHitRatioLane(m_session.configuration(), stack, m_theme));
    m_lanes[1]->setSpec(stageLoadLane(m_session.configuration(), stack, m_theme));
    m_lanes[1]->setLimits(capacityLimit(m_session.configuration(), stack, m_theme));
    for (Lane *lane : m_lanes)
        lane->setSource(&m_session.engine().history());
}

void Stage::startAgain() {
    chooseStack(m_glance.stack);
}

void Stage::show(const StackGlance &glance, Instant now) {
    if (glance.stack != m_glance.stack)
        chooseStack(glance.stack);
    const bool isOther = glance.health != m_glance.health || glance.isBlind != m_glance.isBlind;
    const bool isNew = !(glance == m_glance);
    m_glance = glance;
    if (isNew)
        showWords();
    if (isOther)
        update();
    m_window.advance(now);
    for (Lane *lane : m_lanes) {
        lane->setFlags(
            stageFlags(m_session.engine(), m_glance.stack, now - m_window.shown().length(), m_theme));
        lane->refresh(now);
    }
}

// The words whose width others make room for.
QStringList Stage::shapingWords() const {
    QStringList words{m_culprit->text(), m_since->text()};
    for (const Figure &figure : m_figures)
        words << figure.caption->text();
    return words;
}

void Stage::showWords() {
    const QStringList before = shapingWords();
    m_name->setText(m_glance.name);
    m_culprit->setText(m_glance.culprit);
    m_culprit->setColour(stateColour(m_theme, m_glance.health));
    m_sentence->setText(m_glance.sentence);
    m_reason->setText(m_glance.isBlind && !m_glance.remark.isEmpty()
                          ? m_glance.remark + QStringLiteral(". ") + m_glance.reason
                          : m_glance.reason);
    m_since->setText(m_glance.since ? tr("since %1").arg(m_glance.since->clockText().left(5)) : QString());
    showFigure(m_figures[0], m_glance.hitRatio, m_theme.cache, tr("hit ratio"), m_glance.usualHitRatio);
    showFigure(m_figures[1], m_glance.load, m_theme.database, tr("active sessions"), m_glance.capacity);
    showFigure(m_figures[2], m_glance.misses, m_theme.text, tr("misses"), m_glance.usualMisses);
    if (before != shapingWords() || m_reasonHeight != m_reason->heightForWidth(m_reason->width()))
        layOut();
}

void Stage::showFigure(const Figure &figure, const GlanceNumber &number, const QColor &colour,
                       const QString &what, const QString &usual) {
    figure.number->setText(number.text);
    fitNumber(figure);
    figure.number->setColour(number.age == GlanceNumber::Age::Fresh ? colour : m_theme.muted);
    figure.caption->setText(usual.isEmpty() ? what : tr("%1 · %2").arg(what, usual));
}

void Stage::setLoud(bool loud) {
    if (loud == m_isLoud)
        return;
    m_isLoud = loud;
    update();
}

void Stage::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    paintGround(painter, rect(), m_theme, m_glance, m_unit, m_isLoud);
    drawState(painter, m_mark, m_theme, m_glance.isBlind ? Health::Unknown : m_glance.health);
}

} // namespace spillway

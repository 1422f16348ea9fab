#include "workstation/hypothesisline.h"

#include "plaintext.h"
#include "textlabel.h"

#include <QBoxLayout>
#include <QPainter>

#include <algorithm>

namespace spillway {

namespace {
constexpr int mostReasons = 3; // of each side
}

HypothesisLine::HypothesisLine(const Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_what(new TextLabel(theme.font(14, QFont::DemiBold), theme.text, this))
    , m_pro(new TextLabel(theme.font(13), theme.text, this))
    , m_contra(new TextLabel(theme.font(13), theme.text, this)) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 0, 2);
    layout->setSpacing(3);
    for (TextLabel *line : {m_what, m_pro, m_contra}) {
        line->setMaximumLines(1);
        layout->addWidget(line);
    }
    hide();
}

void HypothesisLine::setStack(StackId stack) {
    m_stack = stack;
    refresh();
}

// Only of what goes on: the end of the incident takes it away.
std::optional<Hypothesis> HypothesisLine::newest() const {
    const Timeline &timeline = m_session.engine().timeline();
    const QString &stack = m_session.configuration().stacks[m_stack].name;
    const auto isOurs = [&stack](const Event &event) {
        return event.stack.isEmpty() || event.stack == stack;
    };
    // From the newest back to the end of the last incident; mostly there is nothing.
    std::vector<Event> recent;
    bool isSaid = false;
    for (auto it = timeline.rbegin(); it != timeline.rend(); ++it) {
        const Event &event = *it;
        if (!isOurs(event))
            continue;
        const auto *verdict = std::get_if<Verdict>(&event.what);
        if (verdict && verdict->culprit == Culprit::None)
            break;
        isSaid = isSaid || (std::holds_alternative<NoteEvent>(event.what) && hypothesisIn(event.text));
        if (verdict || std::holds_alternative<NoteEvent>(event.what))
            recent.push_back(event);
    }
    if (!isSaid)
        return std::nullopt;
    std::reverse(recent.begin(), recent.end());
    return hypothesesOf(recent, m_session.engine().now()).back();
}

void HypothesisLine::refresh() {
    if (m_session.configuration().stacks.empty())
        return;
    const std::optional<Hypothesis> hypothesis = newest();
    if (hypothesis)
        showStanding(*hypothesis);
    setVisible(hypothesis.has_value());
    setAccessibleName(tr("Hypothesis"));
    setAccessibleDescription(sentence());
    update();
}

void HypothesisLine::showStanding(const Hypothesis &hypothesis) {
    QString what = tr("%1 %2: %3")
                       .arg(hypothesis.at.clockText(), plainText(hypothesis.author, 40),
                            hypothesisText(hypothesis.culprit));
    if (hypothesis.isWrong && hypothesis.refuted)
        what += u' ' + tr("Refuted at %1 by the verdict.").arg(hypothesis.refuted->clockText());
    else if (hypothesis.confirmed)
        what += u' ' + tr("The verdict says the same.");
    else
        what += u' ' + tr("No verdict yet.");
    m_isWrong = hypothesis.isWrong;
    m_what->setText(what);
    const Standing standing = standingOf(hypothesis.culprit, m_session.engine().verdict(m_stack));
    const auto fill = [](TextLabel *label, const QString &sense, const QStringList &reasons) {
        QStringList told = reasons.mid(0, mostReasons);
        for (QString &reason : told)
            if (reason.endsWith(u'.'))
                reason.chop(1);
        label->setText(told.isEmpty() ? QString()
                                      : sense.arg(plainText(told.join(QLatin1String("; ")), 400)));
        label->setVisible(!reasons.isEmpty());
    };
    fill(m_pro, tr("For it: %1"), standing.pro);
    fill(m_contra, tr("Against it: %1"), standing.contra);
}

QString HypothesisLine::sentence() const {
    if (isHidden())
        return {};
    QStringList lines;
    for (const TextLabel *line : {m_what, m_pro, m_contra})
        if (!line->text().isEmpty())
            lines << line->text();
    return lines.join(u' ');
}

void HypothesisLine::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor mark = m_isWrong ? m_theme.warning : m_theme.muted;
    painter.setPen(Qt::NoPen);
    painter.setBrush(mark);
    painter.drawRoundedRect(QRectF(0, 10, 4, height() - 14), 2, 2);
}

} // namespace spillway

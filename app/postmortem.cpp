#include "postmortem.h"

#include "format.h"
#include "hypothesis.h"
#include "incident.h"

#include <algorithm>
#include <cmath>

namespace spillway {

namespace {

constexpr Duration before = 15min; // of the incident, in the picture

QString escaped(QString text) {
    text.replace(u'\n', u' ');
    for (const char c : {'\\', '`', '*', '_', '<', '|', '[', '#'})
        text.replace(QLatin1Char(c), QStringLiteral("\\") + QLatin1Char(c));
    return text;
}

QString clock(Instant at) {
    return at.clockText();
}

class Draft {
public:
    Draft(const Engine &engine, const Auditor &auditor, const QString &folder)
        : m_engine(engine)
        , m_auditor(auditor)
        , m_folder(folder)
        , m_incidents(incidentsOf(engine.timeline())) {}

    Postmortem write(const QString &title);

private:
    void add(const QString &line = {}) { m_text += line + u'\n'; }
    void row(const QStringList &cells) {
        add(QStringLiteral("| %1 |").arg(cells.join(QStringLiteral(" | "))));
    }
    void writeSummary();
    void writeImpact(const Incident &incident);
    void writeBelief(const Incident &incident);
    void writeHypotheses(const Incident &incident);
    void writePicture(const Incident &incident);
    void writeTimeline();
    void writeFindings();
    void writeActions();
    std::optional<Event> lastChange(const Incident &incident) const;

    const Engine &m_engine;
    const Auditor &m_auditor;
    QString m_folder;
    std::vector<Incident> m_incidents;
    std::vector<PostmortemPicture> m_pictures;
    QString m_text;
};

// What ended it, as far as a setting did.
std::optional<Event> Draft::lastChange(const Incident &incident) const {
    std::optional<Event> last;
    for (const Event &event : m_engine.timeline())
        if (std::holds_alternative<ConfigEvent>(event.what) && event.stack == incident.stack &&
            incident.named && event.at > *incident.named && (!incident.to || event.at <= *incident.to))
            last = event;
    return last;
}

void Draft::writeSummary() {
    add(QStringLiteral("## Summary"));
    add();
    if (m_incidents.empty())
        add(QStringLiteral("No verdict blamed anybody in this recording."));
    for (const Incident &incident : m_incidents) {
        const Verdict &verdict = incident.verdict;
        const QString length = incident.to ? formatDuration(*incident.to - incident.from)
                                           : QStringLiteral("not over at the end of the recording");
        add(QStringLiteral("**%1, from %2: %3** (%4). %5 %6 %7")
                .arg(escaped(incident.stack), clock(incident.from), escaped(verdict.headline), length,
                     escaped(verdict.arithmetic), escaped(verdict.counterfactual), escaped(verdict.doNext)));
        add();
    }
}

void Draft::writeImpact(const Incident &incident) {
    const auto stack = m_engine.configuration().stackNamed(incident.stack);
    if (!stack)
        return;
    const Instant end = incident.to.value_or(m_engine.now());
    const auto extremes = [&](Metric metric) {
        const Series *series = m_engine.history().series({*stack, SeriesId::WholeStack, metric});
        return series ? series->extremes(series->slotOf(incident.from), series->slotOf(end)) : Extremes();
    };
    const auto worst = [](float value) {
        return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
    };
    add(QStringLiteral("## Impact on %1").arg(escaped(incident.stack)));
    add();
    row({QStringLiteral("number"), QStringLiteral("worst"), QStringLiteral("usual")});
    row({QStringLiteral("---"), QStringLiteral("---"), QStringLiteral("---")});
    row({QStringLiteral("hit ratio"), formatValue(Unit::Ratio, worst(extremes(Metric::HitRatio).min)),
         formatValue(Unit::Ratio, incident.verdict.usualHitRatio)});
    row({QStringLiteral("database load, sessions"),
         formatValue(Unit::Sessions, worst(extremes(Metric::Load).max)),
         formatValue(Unit::Sessions, incident.verdict.usualLoad)});
    row({QStringLiteral("misses"), formatValue(Unit::PerSecond, worst(extremes(Metric::Misses).max)),
         QString()});
    add();
    add(QStringLiteral("*To be added by people: customers, orders, money.*"));
    add();
}

// What people said they thought, and the minutes that went into what was not so.
void Draft::writeHypotheses(const Incident &incident) {
    Duration lost{0};
    bool isFirst = true;
    for (const Hypothesis &hypothesis : hypothesesOf(m_engine.timeline(), m_engine.now())) {
        if (!hypothesis.stack.isEmpty() && hypothesis.stack != incident.stack)
            continue;
        if (hypothesis.at < incident.from || (incident.to && hypothesis.at > *incident.to))
            continue;
        if (isFirst) {
            row({QStringLiteral("UTC"), QStringLiteral("who"), QStringLiteral("thought"),
                 QStringLiteral("refuted"), QStringLiteral("lost to it")});
            row({QStringLiteral("---"), QStringLiteral("---"), QStringLiteral("---"), QStringLiteral("---"),
                 QStringLiteral("---")});
            isFirst = false;
        }
        lost += hypothesis.lost();
        row({clock(hypothesis.at), escaped(hypothesis.author), hypothesisText(hypothesis.culprit),
             hypothesis.isWrong && hypothesis.refuted ? clock(*hypothesis.refuted) : QString(),
             hypothesis.isWrong ? formatDuration(hypothesis.lost()) : QString()});
    }
    if (isFirst)
        return;
    add();
    add(QStringLiteral("**Lost to a wrong hypothesis: %1.**").arg(formatDuration(lost)));
    add();
}

// Between the verdict and the change that ended it lies what belief cost.
void Draft::writeBelief(const Incident &incident) {
    add(QStringLiteral("## What was believed"));
    add();
    int notes = 0;
    for (const Event &event : m_engine.timeline())
        if (const auto *note = std::get_if<NoteEvent>(&event.what);
            note && event.at >= incident.from && (!incident.to || event.at <= *incident.to)) {
            add(QStringLiteral("- %1 %2: %3")
                    .arg(clock(event.at), escaped(note->author), escaped(event.text)));
            ++notes;
        }
    if (notes == 0)
        add(QStringLiteral("- Nobody wrote a note."));
    add();
    writeHypotheses(incident);
    const std::optional<Event> change = lastChange(incident);
    if (change && incident.named)
        add(QStringLiteral(
                "The verdict named it at %1. The change that ended it came at %2, **%3 later**: %4.")
                .arg(clock(*incident.named), clock(change->at), formatDuration(change->at - *incident.named),
                     escaped(change->text)));
    add();
}

void Draft::writePicture(const Incident &incident) {
    const auto stack = m_engine.configuration().stackNamed(incident.stack);
    if (!stack)
        return;
    const Instant end = std::min(incident.to.value_or(m_engine.now()) + before, m_engine.now());
    const QString name = QStringLiteral("%1lanes-%2.png").arg(m_folder).arg(m_pictures.size() + 1);
    m_pictures.push_back({name, *stack, std::max(incident.from - before, m_engine.history().oldest()), end});
    add(QStringLiteral("![Hit ratio, database load, lookups and evictions of %1 from %2 to %3](%4)")
            .arg(escaped(incident.stack), clock(m_pictures.back().from), clock(end), name));
    add();
}

void Draft::writeTimeline() {
    add(QStringLiteral("## Timeline"));
    add();
    row({QStringLiteral("UTC"), QStringLiteral("stack"), QStringLiteral("what")});
    row({QStringLiteral("---"), QStringLiteral("---"), QStringLiteral("---")});
    for (const Event &event : m_engine.timeline()) {
        const auto *alert = std::get_if<AlertEvent>(&event.what);
        if (alert && alert->state == AlertState::Pending)
            continue;
        row({clock(event.at), escaped(event.stack), escaped(event.text)});
    }
    add();
}

void Draft::writeFindings() {
    add(QStringLiteral("## What the audit found"));
    add();
    add(m_auditor.basis(m_engine) + QStringLiteral("."));
    add();
    for (const Finding &finding : m_auditor.findings(m_engine)) {
        if (!finding.isDue())
            continue;
        add(QStringLiteral("- **%1 %2, %3** (%4): %5. %6")
                .arg(finding.rule, escaped(finding.subject), escaped(finding.title),
                     gravityName(finding.gravity), escaped(finding.observed), escaped(finding.why)));
    }
    add();
}

void Draft::writeActions() {
    add(QStringLiteral("## Action items"));
    add();
    row({QStringLiteral("what"), QStringLiteral("because of"), QStringLiteral("owner"),
         QStringLiteral("due")});
    row({QStringLiteral("---"), QStringLiteral("---"), QStringLiteral("---"), QStringLiteral("---")});
    for (const Finding &finding : m_auditor.findings(m_engine))
        if (finding.isDue() && finding.gravity >= Gravity::High)
            row({escaped(finding.command),
                 QStringLiteral("%1 %2").arg(finding.rule, escaped(finding.subject)), QString(), QString()});
    add();
}

Postmortem Draft::write(const QString &title) {
    add(QStringLiteral("# Postmortem draft: %1").arg(escaped(title)));
    add();
    if (m_engine.configuration().simulated)
        add(QStringLiteral("The data are simulated.\n"));
    writeSummary();
    for (const Incident &incident : m_incidents) {
        writeImpact(incident);
        writePicture(incident);
        writeBelief(incident);
    }
    writeTimeline();
    writeFindings();
    writeActions();
    return {m_text, m_pictures};
}

} // namespace

Postmortem draftPostmortem(const Engine &engine, const Auditor &auditor, const QString &title,
                           const QString &pictureFolder) {
    return Draft(engine, auditor, pictureFolder).write(title);
}

} // namespace spillway

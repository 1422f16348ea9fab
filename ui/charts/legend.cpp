#include "legend.h"

#include "legendentry.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>
#include <functional>

namespace spillway {

Legend::Legend(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    setAccessibleName(tr("Legend"));
    hide();
}

void Legend::setEntries(const std::vector<LineSpec> &entries) {
    for (LegendEntry *entry : m_entries)
        delete entry;
    m_entries.clear();
    for (const LineSpec &spec : entries) {
        auto *entry = new LegendEntry(spec.label, spec.colour, m_theme, this);
        const size_t number = m_entries.size();
        connect(entry, &LegendEntry::toggled, this, &Legend::visibilityChanged);
        connect(entry, &LegendEntry::isolationAsked, this, [this, number] { isolate(number); });
        layout()->addWidget(entry);
        m_entries.push_back(entry);
    }
    layout()->activate();
}

void Legend::setTheme(const Theme &theme) {
    m_theme = theme;
    for (LegendEntry *entry : m_entries)
        entry->setTheme(theme);
}

std::vector<bool> Legend::visibleEntries() const {
    std::vector<bool> visible;
    for (const LegendEntry *entry : m_entries)
        visible.push_back(entry->isChecked());
    return visible;
}

// Data may lie under the words.
void Legend::paintEvent(QPaintEvent *) {
    QColor ground = m_theme.panel;
    ground.setAlphaF(0.55F);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 4, 4);
}

void Legend::isolate(size_t entry) {
    // The click that began a double click has just toggled the entry itself; only the others tell.
    std::vector<bool> others = visibleEntries();
    others[entry] = false;
    const bool isAlone = std::ranges::none_of(others, std::identity{});
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const QSignalBlocker quiet(m_entries[i]);
        m_entries[i]->setChecked(isAlone || i == entry);
    }
    emit visibilityChanged();
}

} // namespace spillway

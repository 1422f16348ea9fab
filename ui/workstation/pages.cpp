#include "workstation/pages.h"

#include "alertmodel.h"
#include "health.h"
#include "timelinemodel.h"
#include "workstation/tablepage.h"
#include "workstation/workstation.h"

namespace spillway {

namespace {

Health severityHealth(const QModelIndex &index) {
    if (index.data(AlertModel::StateRole).value<AlertState>() == AlertState::Resolved)
        return Health::Healthy;
    return healthOf(index.data(AlertModel::SeverityRole).value<Severity>());
}

Health eventHealth(const QModelIndex &index) {
    return index.data(TimelineModel::HealthRole).value<Health>();
}

} // namespace

TablePage *alertsPage(const Session *session, const Theme &theme, QWidget *parent) {
    auto *page = new TablePage(new AlertModel(session, parent), Workstation::tr("Alerts of all stacks"),
                               severityHealth, AlertModel::DemotedBecause, theme, parent);
    page->setEmptyText(Workstation::tr("No alert is pending or firing."));
    return page;
}

TablePage *timelinePage(const Session *session, const Theme &theme, QWidget *parent) {
    auto *page = new TablePage(new TimelineModel(session, parent), Workstation::tr("Timeline"), eventHealth,
                               TimelineModel::Text, theme, parent);
    page->setEmptyText(Workstation::tr("Nothing has happened yet."));
    return page;
}

TablePage *numbersPage(QAbstractItemModel *numbers, const Theme &theme, QWidget *parent) {
    auto *page = new TablePage(numbers, Workstation::tr("Numbers of the lanes"), nullptr,
                               numbers->columnCount() - 1, theme, parent);
    page->setEmptyText(Workstation::tr("No numbers in this stretch of time."));
    return page;
}

} // namespace spillway

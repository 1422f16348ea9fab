#pragma once
// The pages of the workstation that are one table, each with its model: all alerts, the timeline, and the
// numbers of the lanes. The workstation connects them.

#include "theme.h"

class QAbstractItemModel;
class QWidget;

namespace spillway {

class Session;
class TablePage;

TablePage *alertsPage(const Session *session, const Theme &theme, QWidget *parent);
TablePage *timelinePage(const Session *session, const Theme &theme, QWidget *parent);
TablePage *numbersPage(QAbstractItemModel *numbers, const Theme &theme, QWidget *parent);

} // namespace spillway

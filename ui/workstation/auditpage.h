#pragma once
// The audit as a page: all findings worst first, and of the chosen one why it matters, the evidence and the
// command, to be copied; nothing is ever run from here. Owned by the workstation.

#include "session.h"
#include "theme.h"

#include <QWidget>

class QPushButton;
class QTextBrowser;

namespace spillway {

class AuditModel;
class TablePage;
class TextLabel;

class AuditPage : public QWidget {
    Q_OBJECT
public:
    AuditPage(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void refresh();

signals:
    void topicAsked(const QString &topic);

private:
    void showSummary();
    void showFinding();

    AuditModel *m_model;
    TablePage *m_table;
    TextLabel *m_basis;
    QTextBrowser *m_details;
    QPushButton *m_copy;
    QPushButton *m_learn;
};

} // namespace spillway

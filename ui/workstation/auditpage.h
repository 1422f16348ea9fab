#pragma once
// The audit as a page: all findings worst first, and of the chosen one why it matters, the evidence and the
// command, to be copied; nothing is ever run from here. Findings are accepted until a day, and the whole is
// signed off, into the review beside what is watched. Owned by the workstation.

#include "audit/finding.h"
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
    void askAcceptance();
    void takeAcceptance(const std::optional<Acceptance> &acceptance);
    void askSignOff();
    QString suggestedDay() const;

    const Session &m_session;
    Theme m_theme;

    AuditModel *m_model;
    TablePage *m_table;
    TextLabel *m_basis;
    TextLabel *m_review; // who did the last one, and when the next is due
    QTextBrowser *m_details;
    QPushButton *m_copy;
    QPushButton *m_learn;
    QPushButton *m_accept;
    QPushButton *m_signOff;
};

} // namespace spillway

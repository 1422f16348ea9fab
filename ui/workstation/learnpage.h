#pragma once
// The built-in documentation: its topics, a search over their words, and the chosen page with the live
// numbers of the stack in view. Owned by the workstation.

#include "session.h"
#include "theme.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace spillway {

class LearnPage : public QWidget {
    Q_OBJECT
public:
    LearnPage(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);
    // By the name of its file; an unknown one leaves the page as it is.
    void showTopic(const QString &topic);
    void refresh();             // its numbers, unless somebody reads further down
    QStringList topics() const; // that match the search

private:
    void search(const QString &words);
    void showPage();

    const Session &m_session;
    StackId m_stack = 0;
    QLineEdit *m_search;
    QListWidget *m_topics;
    QTextBrowser *m_page;
    QColor m_rule;   // between the cells of a table
    QString m_shown; // as it is on the screen
};

} // namespace spillway

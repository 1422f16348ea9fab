#pragma once
// Notices that the desktop did not show, inside the window: one line per incident at a time, the most
// urgent first, with what to do and why it is here. Owned by the workstation's window.

#include "notice.h"
#include "theme.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QToolButton;

namespace spillway {

class TextLabel;

class NoticeBar : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        Notice notice;
        QString why;
    };

    explicit NoticeBar(const Theme &theme, QWidget *parent = nullptr);

    // Replaces what was shown for the same incident.
    void show(const Notice &notice, const QString &why);
    // The notice went on elsewhere: withdraws it if it is shown here.
    void withdraw(const QString &incident);
    const std::vector<Entry> &entries() const { return m_entries; }
    int waiting() const { return static_cast<int>(m_entries.size()); }

signals:
    void acknowledged(const spillway::Notice &notice);
    void snoozed(const spillway::Notice &notice, spillway::Duration length);
    void opened(const spillway::Notice &notice);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    Theme m_theme;
    std::vector<Entry> m_entries; // the most urgent first
    TextLabel *m_title;
    TextLabel *m_body;
    TextLabel *m_why;
    QPushButton *m_open;
    QPushButton *m_acknowledge;
    QPushButton *m_snooze;
    QToolButton *m_dismiss;
};

} // namespace spillway

#pragma once
// Everything that can be done, by typing some of its words: a field and the list of what fits, over the
// workstation. Enter does it, Escape leaves. Owned by the workstation.

#include "theme.h"
#include "workstation/shortcuts.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QListWidget;

namespace spillway {

class CommandPalette : public QWidget {
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, QWidget *parent);

    void open(const std::vector<Shortcuts::Entry> &entries);
    // The places of those entries of which each typed word is a part, the closest first.
    static std::vector<size_t> fitting(const std::vector<Shortcuts::Entry> &entries, const QString &typed);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void list();
    void run();
    void close();
    bool takeKey(int key);

    Theme m_theme;
    std::vector<Shortcuts::Entry> m_entries;
    QLineEdit *m_typed;
    QListWidget *m_list;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace spillway

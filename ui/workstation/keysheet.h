#pragma once
// The list of all keys, over the workstation until any key or click. Owned by the workstation.

#include "theme.h"
#include "workstation/shortcuts.h"

#include <QWidget>

namespace spillway {

class KeySheet : public QWidget {
    Q_OBJECT
public:
    KeySheet(const Theme &theme, QWidget *parent);

    void toggle(const std::vector<Shortcuts::Entry> &entries);
    const std::vector<Shortcuts::Entry> &entries() const { return m_entries; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void close();

    Theme m_theme;
    std::vector<Shortcuts::Entry> m_entries;
    QWidget *m_before = nullptr; // had the focus
};

} // namespace spillway

#pragma once
// A rounded ground with a title on the left of its head line and a note on the right; what it holds goes
// below. The ground of every list on the workstation.

#include "theme.h"

#include <QWidget>

class QVBoxLayout;

namespace spillway {

class TextLabel;

class Panel : public QWidget {
    Q_OBJECT
public:
    Panel(const QString &title, const Theme &theme, QWidget *parent = nullptr);

    void setNote(const QString &note);
    const Theme &theme() const { return m_theme; }
    QVBoxLayout *body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    TextLabel *m_note;
    QVBoxLayout *m_body;
};

} // namespace spillway

#pragma once
// What this program is, and how well it does itself: polls missed, time to bring the views up to date,
// memory. Asks for the numbers each second while it is open. Owned by the window.

#include "theme.h"
#include "vitals.h"

#include <QDialog>
#include <QTimer>

#include <functional>

namespace spillway {

class TextLabel;

class AboutDialog : public QDialog {
    Q_OBJECT
public:
    using Measure = std::function<Vitals()>;

    AboutDialog(const QString &version, Measure measure, const Theme &theme, QWidget *parent = nullptr);

private:
    void refresh();

    Measure m_measure;
    std::vector<TextLabel *> m_values;
    QTimer m_timer;
};

} // namespace spillway

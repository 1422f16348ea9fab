#pragma once
// What a person can choose about the window. Each choice holds at once; there is nothing to confirm. Its
// owner keeps the choices. Owned by the window.

#include "preferences.h"
#include "theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;

namespace spillway {

class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(const Preferences &preferences, const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);

signals:
    void changed(const spillway::Preferences &preferences);
    void testNoticeAsked();

private:
    void read();

    Preferences m_preferences;
    QComboBox *m_themes;
    QComboBox *m_spans;
    QCheckBox *m_notices;
};

} // namespace spillway

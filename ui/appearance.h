#pragma once
// Light or dark: what the user chose, or what the desktop says, as it changes. The desktop is asked over
// D-Bus (org.freedesktop.portal.Settings), and where nobody answers its palette tells. Owned by app/;
// GUI thread; asking never blocks.

#include "notify/sessionbus.h"
#include "preferences.h"
#include "theme.h"

#include <QDBusVariant>
#include <QObject>

class QDBusPendingCallWatcher;

namespace spillway {

// The desktop's palette decides where nothing else does.
Theme themeFor(ThemeChoice choice);

class Appearance : public QObject {
    Q_OBJECT
public:
    explicit Appearance(ThemeChoice choice, const QString &busAddress = {}, QObject *parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    Theme theme() const;

signals:
    void changed(const spillway::Theme &theme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private slots:
    void takeSetting(const QString &group, const QString &name, const QDBusVariant &value);

private:
    void ask();
    void takeReply(QDBusPendingCallWatcher *call);
    void setWish(const QVariant &value);
    void announce();

    ThemeChoice m_choice;
    ThemeChoice m_wish = ThemeChoice::Desktop; // of the desktop; then it has none, or nobody answers
    bool m_wasTold = false; // a change came before the answer to ask(), which is older then
    Theme m_shown;
    SessionBus m_bus;
};

} // namespace spillway

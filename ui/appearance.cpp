#include "appearance.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>
#include <QGuiApplication>

namespace spillway {

namespace {

constexpr QLatin1String service("org.freedesktop.portal.Desktop");
constexpr QLatin1String path("/org/freedesktop/portal/desktop");
constexpr QLatin1String interface("org.freedesktop.portal.Settings");
constexpr QLatin1String group("org.freedesktop.appearance");
constexpr QLatin1String setting("color-scheme");

} // namespace

Theme themeFor(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Light:
        return Theme::light();
    case ThemeChoice::Dark:
        return Theme::dark();
    case ThemeChoice::Desktop:
        break;
    }
    return Theme::fitting(QGuiApplication::palette());
}

Appearance::Appearance(ThemeChoice choice, const QString &busAddress, QObject *parent)
    : QObject(parent)
    , m_choice(choice)
    , m_shown(theme())
    , m_bus(busAddress) {
    QCoreApplication::instance()->installEventFilter(this);
    connect(&m_bus, &SessionBus::opened, this, &Appearance::ask);
    m_bus.open();
}

void Appearance::setChoice(ThemeChoice choice) {
    m_choice = choice;
    announce();
}

Theme Appearance::theme() const {
    return themeFor(m_choice == ThemeChoice::Desktop ? m_wish : m_choice);
}

void Appearance::ask() {
    m_wasTold = false;
    QDBusConnection bus = m_bus.connection();
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(takeSetting(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    question << group << setting;
    auto *call = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, &Appearance::takeReply);
}

// A desktop without this service has its palette only.
void Appearance::takeReply(QDBusPendingCallWatcher *call) {
    const QDBusPendingReply<QDBusVariant> reply = *call;
    if (reply.isValid() && !m_wasTold)
        setWish(reply.value().variant());
    call->deleteLater();
}

void Appearance::takeSetting(const QString &changedGroup, const QString &name, const QDBusVariant &value) {
    if (changedGroup != group || name != setting)
        return;
    m_wasTold = true;
    setWish(value.variant());
}

// 1 = dark, 2 = light, anything else = no preference. Read() wraps it twice.
void Appearance::setWish(const QVariant &value) {
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    const uint number = inner.toUInt();
    m_wish = number == 1 ? ThemeChoice::Dark : number == 2 ? ThemeChoice::Light : ThemeChoice::Desktop;
    announce();
}

bool Appearance::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::ApplicationPaletteChange && watched == QCoreApplication::instance())
        announce();
    return QObject::eventFilter(watched, event);
}

void Appearance::announce() {
    const Theme now = theme();
    if (now == m_shown)
        return;
    m_shown = now;
    emit changed(now);
}

} // namespace spillway

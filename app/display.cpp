#include "display.h"

#include "command.h"
#include "terminal.h"

#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QLoggingCategory>

#include <algorithm>
#include <chrono>
#include <future>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <xcb/xcb.h>

namespace spillway {

namespace {

using namespace std::chrono_literals;

// A server that is stopped accepts connections and says nothing.
constexpr auto patience = 3s;

// Connects as Qt will, with the right that xauth gives.
bool xServerAnswers() {
    std::promise<bool> answer;
    std::future<bool> answered = answer.get_future();
    // Left behind if the server stays silent: the program ends then.
    std::thread([answer = std::move(answer)]() mutable {
        xcb_connection_t *connection = xcb_connect(nullptr, nullptr);
        answer.set_value(xcb_connection_has_error(connection) == 0);
        xcb_disconnect(connection);
    }).detach();
    return answered.wait_for(patience) == std::future_status::ready && answered.get();
}

bool waylandAnswers(const QString &display) {
    const QByteArray path = QFile::encodeName(
        display.startsWith(u'/') ? display
                                 : QDir(qEnvironmentVariable("XDG_RUNTIME_DIR")).absoluteFilePath(display));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<size_t>(path.size()) >= sizeof(address.sun_path))
        return false;
    std::copy(path.begin(), path.end(), address.sun_path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool answers =
        ::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) == 0;
    ::close(socket);
    return answers;
}

bool hasWaylandPlugin() {
    const QDir plugins(QLibraryInfo::path(QLibraryInfo::PluginsPath) + QStringLiteral("/platforms"));
    return !plugins.entryList({QStringLiteral("libqwayland*.so")}).isEmpty();
}

} // namespace

std::optional<QString> whyNoDisplay() {
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        return std::nullopt;
    const QString x = qEnvironmentVariable("DISPLAY");
    const QString wayland = qEnvironmentVariable("WAYLAND_DISPLAY");
    if (!x.isEmpty() && xServerAnswers())
        return std::nullopt;
    if (!wayland.isEmpty() && waylandAnswers(wayland)) {
        if (!hasWaylandPlugin())
            return QStringLiteral("Qt has no Wayland platform, install the package qt6-wayland");
        qputenv("QT_QPA_PLATFORM", "wayland");
        return std::nullopt;
    }
    if (x.isEmpty() && wayland.isEmpty())
        return QStringLiteral("DISPLAY and WAYLAND_DISPLAY are not set");
    return QStringLiteral("the display server at %1 does not answer").arg(x.isEmpty() ? wayland : x);
}

void sayNoDisplay(const QString &why) {
    QStringList names;
    for (const Command &command : commandTable())
        if (command.needs == Needs::NoDisplay)
            names << QLatin1String(command.name);
    printError(oneLine(
        QStringLiteral("no display (%1); these need none: %2").arg(why, names.join(QStringLiteral(", ")))));
}

void drawOffscreen() {
    // The platform complains of what it cannot do, which no picture needs. QT_LOGGING_RULES brings it back.
    QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
    qputenv("QT_QPA_PLATFORM", "offscreen");
}

} // namespace spillway

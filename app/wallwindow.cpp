#include "wallwindow.h"

#include "appearance.h"
#include "places.h"
#include "recording.h"
#include "terminal.h"

#include <QGuiApplication>
#include <QScreen>
#include <QShortcut>

namespace spillway {

WallWindow::WallWindow(Document document, const WallSettings &settings)
    : m_settings(settings) {
    makeRun(std::move(document));
    for (const QKeySequence &key : {QKeySequence(Qt::Key_Escape), QKeySequence(Qt::CTRL | Qt::Key_Q)})
        connect(new QShortcut(key, m_wall.get()), &QShortcut::activated, qApp, &QCoreApplication::quit);
    connect(&m_blanking, &Blanking::inhibitedChanged, m_wall.get(),
            [this](bool inhibited) { m_wall->setMayBlank(!inhibited); });
    connect(qApp, &QGuiApplication::screenAdded, this, &WallWindow::place);
    connect(qApp, &QGuiApplication::screenRemoved, this, &WallWindow::place, Qt::QueuedConnection);
}

WallWindow::~WallWindow() = default;

void WallWindow::makeRun(Document document) {
    const Theme theme = themeFor(m_settings.theme);
    if (document.configuration) {
        m_live = std::make_unique<LiveRun>(*document.configuration, nullptr);
        m_wall = std::make_unique<Wall>(&m_live->session(), &m_live->clock(), theme, m_settings.options);
        m_live->tape().setFolder(usersDocuments());
        connect(&m_live->tape(), &Tape::troubled, this,
                [](const QString &what) { printError(oneLine(what)); });
        connect(&m_live->tape(), &Tape::recentKept, this,
                [](const QString &path) { printError(oneLine(QStringLiteral("kept in %1").arg(path))); });
        m_live->goOn(document.path);
        m_live->start();
    } else {
        const Configuration configuration = document.recording->configuration();
        m_replay = std::make_unique<ReplayRun>(std::move(document.recording), configuration);
        m_replay->session().setSourceName(document.name());
        m_wall = std::make_unique<Wall>(&m_replay->session(), nullptr, theme, m_settings.options);
        if (m_settings.from)
            m_replay->player().seek(*m_settings.from);
        m_replay->player().setSpeed(m_settings.speed);
        m_replay->player().play();
    }
    m_wall->setWindowTitle(tr("Spillway wall"));
}

void WallWindow::keepRecent() {
    if (m_live)
        m_live->tape().keepRecent();
}

void WallWindow::show() {
    place();
    m_blanking.inhibit();
}

// Where the named screen is missing for a while, the primary one serves.
void WallWindow::place() {
    QScreen *screen = screenNamed(m_settings.screen);
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    if (!screen)
        return; // all are gone; the next one that comes calls again
    m_wall->setScreen(screen);
    m_wall->setGeometry(screen->geometry());
    m_wall->showFullScreen();
}

QScreen *screenNamed(const QString &name) {
    for (QScreen *screen : QGuiApplication::screens())
        if (screen->name() == name)
            return screen;
    return nullptr;
}

QString noSuchScreen(const QString &name) {
    QStringList names;
    for (const QScreen *screen : QGuiApplication::screens())
        names << QStringLiteral("'%1' (%2x%3)")
                     .arg(screen->name())
                     .arg(screen->size().width())
                     .arg(screen->size().height());
    return QStringLiteral("there is no screen '%1', there is %2")
        .arg(name, names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(", ")));
}

} // namespace spillway

#include "workstation/mainwindow.h"

#include "plaintext.h"
#include "welcome/welcome.h"
#include "workstation/noticebar.h"
#include "workstation/workstation.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QShortcut>
#include <QUrl>

namespace spillway {

namespace {

// The one local file that is dragged, or nothing.
QString draggedFile(const QMimeData *data) {
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

} // namespace

MainWindow::MainWindow(Session *session, const Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_theme(theme) {
    resize(1440, 900);
    setMinimumSize(1100, 680);
    setAcceptDrops(true);
    addKeys();
    build();
}

void MainWindow::setSession(Session *session) {
    m_session = session;
    build();
    if (m_workstation && m_span)
        m_workstation->setSpan(*m_span);
}

// The user goes on where he was, in other colours.
void MainWindow::setTheme(const Theme &theme) {
    if (theme == m_theme)
        return;
    m_theme = theme;
    const std::optional<Workstation::Place> place =
        m_workstation ? std::optional(m_workstation->place()) : std::nullopt;
    const std::vector<NoticeBar::Entry> notices =
        m_workstation ? m_workstation->notices().entries() : std::vector<NoticeBar::Entry>();
    build();
    if (!place || !m_workstation)
        return;
    m_workstation->goTo(*place);
    for (const NoticeBar::Entry &entry : notices)
        m_workstation->notices().show(entry.notice, entry.why);
    m_workstation->refreshNow();
}

void MainWindow::setHasOutage(bool hasOutage) {
    m_hasOutage = hasOutage;
    build();
}

void MainWindow::build() {
    setPalette(m_theme.palette());
    m_workstation = nullptr;
    m_welcome = nullptr;
    delete takeCentralWidget(); // at once: its session may end next
    if (m_session && !m_session->configuration().stacks.empty()) {
        m_workstation = new Workstation(m_session, m_theme, this);
        m_workstation->shortcuts().add(m_keys);
        connect(m_workstation, &Workstation::stackChosen, this, &MainWindow::nameWindow);
        connect(m_workstation, &Workstation::compareAsked, this, &MainWindow::chooseComparison);
        setCentralWidget(m_workstation);
    } else {
        buildWelcome();
    }
    nameWindow();
}

void MainWindow::buildWelcome() {
    m_welcome = new Welcome(m_hasOutage ? Welcome::Outage::Bundled : Welcome::Outage::Missing, m_theme, this);
    connect(m_welcome, &Welcome::outageAsked, this, &MainWindow::outageAsked);
    connect(m_welcome, &Welcome::searchAsked, this, &MainWindow::searchAsked);
    connect(m_welcome, &Welcome::openAsked, this, &MainWindow::chooseFile);
    connect(m_welcome, &Welcome::startingFileAsked, this, &MainWindow::startingFileAsked);
    setCentralWidget(m_welcome);
}

void MainWindow::nameWindow() {
    QStringList parts;
    if (m_workstation && !m_workstation->stackName().isEmpty())
        parts << plainText(m_workstation->stackName(), 60);
    if (m_session && m_session->mode() == Session::Mode::Replay) {
        const QString source = plainText(m_session->sourceName(), 60);
        parts << (m_session->configuration().simulated ? tr("REPLAY of %1 (simulated)") : tr("REPLAY of %1"))
                     .arg(source);
    } else if (m_session && m_session->configuration().simulated) {
        parts << tr("simulated");
    }
    parts << tr("Spillway");
    setWindowTitle(parts.join(QStringLiteral(" — ")));
}

void MainWindow::addKeys() {
    const auto add = [this](const QKeySequence &key, const QString &what, const Shortcuts::Call &call) {
        m_keys.push_back({key.toString(QKeySequence::NativeText), what, call});
        connect(new QShortcut(key, this), &QShortcut::activated, this, call);
    };
    add(Qt::CTRL | Qt::Key_O, tr("Open a recording or a configuration"), [this] { chooseFile(); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_L, tr("Light or dark"), [this] { emit otherThemeAsked(); });
    add(Qt::CTRL | Qt::Key_Comma, tr("Settings"), [this] { emit settingsAsked(); });
    add(Qt::SHIFT | Qt::Key_F1, tr("About Spillway, and how it does"), [this] { emit aboutAsked(); });
    add(Qt::Key_F11, tr("Full screen"), [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    add(Qt::Key_Escape, tr("Leave full screen, or a comparison"), [this] {
        if (!m_workstation || !m_workstation->dropExtra())
            setWindowState(windowState() & ~Qt::WindowFullScreen);
    });
    add(Qt::CTRL | Qt::Key_Q, tr("Quit"), [this] { close(); });
}

void MainWindow::chooseFile() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a recording or a configuration"), QString(),
                                     tr("Recordings and configurations (*.spill *.toml);;All files (*)"));
    if (!path.isEmpty())
        emit openRequested(path);
}

void MainWindow::chooseComparison() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Compare with a recording"), QString(),
                                                      tr("Recordings (*.spill);;All files (*)"));
    if (!path.isEmpty() && m_workstation)
        m_workstation->compareWith(path);
}

void MainWindow::watch(Notifier *notifier) {
    connect(notifier, &Notifier::failed, this, &MainWindow::showNotice);
    connect(notifier, &Notifier::opened, this, &MainWindow::openNotice);
}

void MainWindow::showNotice(const Notice &notice, const QString &why) {
    if (m_workstation)
        m_workstation->notices().show(notice, why);
    QApplication::alert(this);
}

void MainWindow::openNotice(const Notice &notice) {
    if (m_workstation)
        m_workstation->chooseStack(notice.stack);
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event) {
    if (!draggedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event) {
    const QString path = draggedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    emit openRequested(path);
}

} // namespace spillway

#include "workstation/mainwindow.h"

#include "plaintext.h"
#include "textlabel.h"
#include "workstation/noticebar.h"
#include "workstation/workstation.h"

#include <QApplication>
#include <QBoxLayout>
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
    build();
    addKeys();
}

void MainWindow::setSession(Session *session) {
    m_session = session;
    build();
}

void MainWindow::setTheme(const Theme &theme) {
    m_theme = theme;
    build();
}

void MainWindow::build() {
    setPalette(m_theme.palette());
    m_workstation = nullptr;
    delete takeCentralWidget(); // at once: its session may end next
    if (m_session && !m_session->configuration().stacks.empty()) {
        m_workstation = new Workstation(m_session, m_theme, this);
        connect(m_workstation, &Workstation::stackChosen, this, &MainWindow::nameWindow);
        connect(m_workstation, &Workstation::compareAsked, this, &MainWindow::chooseComparison);
        setCentralWidget(m_workstation);
    } else {
        auto *offer = new TextLabel(m_theme.font(15), m_theme.muted, this);
        offer->setAlignment(Qt::AlignHCenter);
        offer->setText(tr("Open a configuration or a recording (Ctrl+O), or drop one here."));
        offer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setCentralWidget(offer);
    }
    nameWindow();
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
    const auto add = [this](const QList<QKeySequence> &keys, auto call) {
        auto *shortcut = new QShortcut(this);
        shortcut->setKeys(keys);
        connect(shortcut, &QShortcut::activated, this, call);
    };
    add({Qt::Key_F11}, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    add({Qt::Key_Escape}, [this] {
        if (!m_workstation || !m_workstation->dropExtra())
            setWindowState(windowState() & ~Qt::WindowFullScreen);
    });
    add({Qt::CTRL | Qt::Key_O}, [this] { chooseFile(); });
    add({Qt::CTRL | Qt::Key_Q}, [this] { close(); });
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

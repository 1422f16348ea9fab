#include "desk.h"

#include "places.h"
#include "recording.h"

#include <QGuiApplication>
#include <QMessageBox>
#include <QTimer>

namespace spillway {

Desk::Desk(Notifier *notifier)
    : m_notifier(notifier)
    , m_window(nullptr, Theme::fitting(QGuiApplication::palette())) {
    m_window.watch(notifier);
    connect(&m_window, &MainWindow::openRequested, this, &Desk::open);
}

void Desk::show(Document document) {
    // The window lets go of the views of the last run when the event loop comes round.
    QTimer::singleShot(
        0, this,
        [live = std::shared_ptr(std::move(m_live)), replay = std::shared_ptr(std::move(m_replay))] {});
    if (document.recording) {
        const Configuration configuration = document.recording->configuration();
        m_replay = std::make_unique<ReplayRun>(std::move(document.recording), configuration);
        m_replay->session().setSourceName(document.name());
        m_replay->player().beginSurvey();
        m_window.setSession(&m_replay->session());
    } else {
        m_live = std::make_unique<LiveRun>(*document.configuration, m_notifier);
        m_live->tape().setFolder(usersDocuments());
        m_window.setSession(&m_live->session());
        m_live->start();
    }
}

void Desk::keepRecent() {
    if (m_live)
        m_live->tape().keepRecent();
}

void Desk::open(const QString &path) {
    Document document = openDocument(path);
    if (document.isOpen())
        show(std::move(document));
    else
        explain(document.problems);
}

void Desk::explain(const QStringList &problems) {
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Not opened"), tr("This file could not be opened."),
                                QMessageBox::Close, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(problems.first());
    if (problems.size() > 1)
        box->setDetailedText(problems.join(u'\n'));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace spillway

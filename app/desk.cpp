#include "desk.h"

#include "places.h"
#include "recording.h"
#include "reviewfile.h"
#include "settings/aboutdialog.h"
#include "settings/settingsdialog.h"
#include "startingfile.h"
#include "welcome/welcome.h"
#include "workstation/workstation.h"

#include <QDesktopServices>
#include <QMessageBox>
#include <QTimer>
#include <QUrl>

namespace spillway {

namespace {

using Found = Welcome::Finding;

// The bundled outage lasts four and a half hours.
constexpr double outageSpeed = 60;

} // namespace

Desk::Desk(NoticeSwitch *notifier, Appearance *appearance, const Preferences &preferences)
    : m_notifier(notifier)
    , m_appearance(appearance)
    , m_preferences(preferences)
    , m_window(nullptr, appearance->theme()) {
    m_window.setHasOutage(!bundledOutage().isEmpty());
    m_window.setSpan(preferences.span);
    m_window.watch(notifier);
    notifier->setOn(preferences.desktopNotices);
    connect(&m_window, &MainWindow::openRequested, this, &Desk::open);
    connect(&m_window, &MainWindow::outageAsked, this, &Desk::playOutage);
    connect(&m_window, &MainWindow::searchAsked, this, &Desk::search);
    connect(&m_window, &MainWindow::startingFileAsked, this, &Desk::writeStartingFile);
    connect(&m_window, &MainWindow::otherThemeAsked, this, &Desk::changeTheme);
    connect(&m_window, &MainWindow::settingsAsked, this, &Desk::openSettings);
    connect(&m_window, &MainWindow::aboutAsked, this, &Desk::openAbout);
    connect(&m_search, &LocalSearch::finished, this, &Desk::showFound);
    connect(appearance, &Appearance::changed, &m_window, [this](const Theme &theme) {
        m_window.setTheme(theme);
        if (!m_found.empty())
            showFound(m_found);
    });
}

void Desk::show(Document document) {
    // The window lets go of the views of the last run when the event loop comes round.
    if (m_live)
        m_live->letGo();
    m_reminder.reset();
    QTimer::singleShot(
        0, this,
        [live = std::shared_ptr(std::move(m_live)), replay = std::shared_ptr(std::move(m_replay))] {});
    if (document.recording) {
        const Configuration configuration = document.recording->configuration();
        m_replay = std::make_unique<ReplayRun>(std::move(document.recording), configuration);
        m_replay->session().setSourceName(document.name());
        m_replay->session().setReviewFile(reviewBeside(document.path));
        m_replay->player().beginSurvey();
        m_window.setSession(&m_replay->session());
    } else {
        m_live = std::make_unique<LiveRun>(*document.configuration, m_notifier);
        m_live->tape().setFolder(usersDocuments());
        m_live->session().setReviewFile(reviewBeside(document.path));
        m_reminder = std::make_unique<ReviewReminder>(&m_live->session(), m_notifier);
        m_window.setSession(&m_live->session());
        m_live->goOn(document.path);
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
        explain(tr("This file could not be opened."), document.problems);
}

void Desk::playOutage() {
    open(bundledOutage());
    if (Player *outage = player()) {
        outage->setSpeed(outageSpeed);
        outage->play();
    }
}

void Desk::search() {
    if (Welcome *welcome = m_window.welcome())
        welcome->setFindings({{Found::Kind::Absence, tr("Asking…")}});
    m_search.start();
}

void Desk::showFound(const std::vector<LocalAnswer> &answers) {
    m_found = answers;
    Welcome *welcome = m_window.welcome();
    if (!welcome)
        return;
    std::vector<Found> findings;
    for (const LocalAnswer &answer : answers)
        findings.push_back(
            {answer.state == LocalAnswer::State::Answers ? Found::Kind::News : Found::Kind::Absence,
             answerText(answer)});
    if (canWatch(answers))
        findings.push_back(
            {Found::Kind::News, tr("A cache and a database: write a configuration to watch them.")});
    welcome->setFindings(findings);
}

// With a cache and a database it is watched at once; else it is for the user to fill in.
void Desk::writeStartingFile() {
    const QString path = usersConfiguration();
    const QString user = qEnvironmentVariable("USER", QStringLiteral("monitor"));
    if (const std::optional<Failure> why = writeNewFile(path, startingConfiguration(m_found, user)))
        return explain(tr("%1 could not be written.").arg(path), {why->what});
    if (canWatch(m_found))
        return open(path);
    if (Welcome *welcome = m_window.welcome())
        welcome->setFindings(
            {{Found::Kind::News, tr("Written: %1. Name your servers in it, then open it here.").arg(path)}});
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

void Desk::changeTheme() {
    Preferences preferences = m_preferences;
    preferences.theme = m_appearance->theme().isDark() ? ThemeChoice::Light : ThemeChoice::Dark;
    apply(preferences);
}

void Desk::openSettings() {
    auto *dialog = new SettingsDialog(m_preferences, m_appearance->theme(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::changed, this, &Desk::apply);
    connect(m_appearance, &Appearance::changed, dialog, &SettingsDialog::setTheme);
    connect(dialog, &SettingsDialog::testNoticeAsked, this, &Desk::sendTestNotice);
    dialog->open();
}

// A choice that cannot be kept holds for this run.
void Desk::apply(const Preferences &preferences) {
    m_preferences = preferences;
    savePreferences(preferences, preferencesFile());
    m_appearance->setChoice(preferences.theme);
    m_notifier->setOn(preferences.desktopNotices);
    m_window.setSpan(preferences.span);
}

void Desk::sendTestNotice() {
    Notice notice;
    notice.incident = QStringLiteral("test");
    notice.at = SystemClock().now();
    notice.title = tr("A test notice");
    notice.body = tr("Notices of Spillway reach you.");
    m_notifier->show(notice);
}

void Desk::openAbout() {
    auto *dialog = new AboutDialog(
        QStringLiteral(SPILLWAY_VERSION), [this] { return vitals(); }, m_appearance->theme(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

Vitals Desk::vitals() const {
    Vitals vitals;
    if (m_live) {
        vitals.polls = m_live->polls();
        vitals.missed = m_live->missedPolls();
    }
    if (const Workstation *workstation = m_window.workstation()) {
        vitals.refreshMs = workstation->repainter().cost().lastMs;
        vitals.worstRefreshMs = workstation->repainter().cost().worstMs;
    }
    vitals.memory = residentMemory();
    return vitals;
}

void Desk::explain(const QString &text, const QStringList &problems) {
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Spillway"), text, QMessageBox::Close, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(problems.first());
    if (problems.size() > 1)
        box->setDetailedText(problems.join(u'\n'));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace spillway

#include "settings/settingsdialog.h"

#include "format.h"
#include "workstation/widgetstyle.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace spillway {

SettingsDialog::SettingsDialog(const Preferences &preferences, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_preferences(preferences)
    , m_themes(new QComboBox(this))
    , m_spans(new QComboBox(this))
    , m_notices(new QCheckBox(tr("Show notices on the desktop"), this)) {
    setWindowTitle(tr("Settings"));
    setTheme(theme);
    const std::pair<ThemeChoice, QString> themes[] = {{ThemeChoice::Desktop, tr("As the desktop")},
                                                      {ThemeChoice::Light, tr("Light")},
                                                      {ThemeChoice::Dark, tr("Dark")}};
    for (const auto &[choice, name] : themes)
        m_themes->addItem(name, QVariant::fromValue(choice));
    m_themes->setCurrentIndex(m_themes->findData(QVariant::fromValue(preferences.theme)));
    for (const Duration span : spanChoices())
        m_spans->addItem(formatDuration(span), static_cast<qlonglong>(span.count()));
    m_spans->setCurrentIndex(m_spans->findData(static_cast<qlonglong>(preferences.span.count())));
    m_notices->setChecked(preferences.desktopNotices);
    m_notices->setToolTip(tr("Otherwise they are shown inside the window"));
    auto *test = new QPushButton(tr("Send a test notice"), this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 20, 24, 20);
    form->setVerticalSpacing(14);
    form->setHorizontalSpacing(20);
    form->addRow(tr("Theme"), m_themes);
    form->addRow(tr("Time in view at the start"), m_spans);
    form->addRow(tr("Notices"), m_notices);
    form->addRow(QString(), test);
    form->addRow(buttons);
    m_themes->setAccessibleName(tr("Theme"));
    m_spans->setAccessibleName(tr("Time in view at the start"));

    connect(m_themes, &QComboBox::activated, this, &SettingsDialog::read);
    connect(m_spans, &QComboBox::activated, this, &SettingsDialog::read);
    connect(m_notices, &QCheckBox::clicked, this, &SettingsDialog::read);
    connect(test, &QPushButton::clicked, this, &SettingsDialog::testNoticeAsked);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SettingsDialog::setTheme(const Theme &theme) {
    setPalette(theme.palette());
    setFont(theme.font(14));
    setStyleSheet(widgetStyle(theme));
}

void SettingsDialog::read() {
    m_preferences.theme = m_themes->currentData().value<ThemeChoice>();
    m_preferences.span = Duration(m_spans->currentData().toLongLong());
    m_preferences.desktopNotices = m_notices->isChecked();
    emit changed(m_preferences);
}

} // namespace spillway

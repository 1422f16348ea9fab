#include "settings/aboutdialog.h"

#include "textlabel.h"
#include "workstation/widgetstyle.h"

#include <QDialogButtonBox>
#include <QGridLayout>

namespace spillway {

AboutDialog::AboutDialog(const QString &version, Measure measure, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_measure(std::move(measure)) {
    setWindowTitle(tr("About Spillway"));
    setPalette(theme.palette());
    setStyleSheet(widgetStyle(theme));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    const auto line = [&](const QString &text, const QFont &font, const QColor &colour) {
        auto *label = new TextLabel(font, colour, this);
        label->setText(text);
        return label;
    };
    grid->addWidget(line(tr("Spillway %1").arg(version), theme.font(20, QFont::Bold), theme.text), 0, 0, 1,
                    2);
    grid->addWidget(line(tr("Is it the cache or the database? Free software, GPL-3.0-or-later."),
                         theme.font(13), theme.muted),
                    1, 0, 1, 2);
    grid->addWidget(line(tr("HOW IT DOES"), theme.font(11, QFont::DemiBold), theme.muted), 2, 0, 1, 2);
    int row = 3;
    for (const VitalText &vital : vitalTexts(m_measure())) {
        grid->addWidget(line(vital.name, theme.font(13), theme.muted), row, 0);
        m_values.push_back(line(vital.value, theme.font(13), theme.text));
        grid->addWidget(m_values.back(), row++, 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    grid->addWidget(buttons, row, 0, 1, 2);
    grid->setColumnMinimumWidth(1, 180);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_timer, &QTimer::timeout, this, &AboutDialog::refresh);
    m_timer.start(1000);
    refresh();
}

void AboutDialog::refresh() {
    const std::vector<VitalText> texts = vitalTexts(m_measure());
    QStringList spoken;
    for (size_t i = 0; i < m_values.size(); ++i) {
        m_values[i]->setText(texts[i].value);
        spoken << texts[i].name + u' ' + texts[i].value;
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
}

} // namespace spillway

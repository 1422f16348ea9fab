#include "workstation/reviewdialog.h"

#include "instant.h"
#include "textlabel.h"
#include "workstation/widgetstyle.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>

namespace spillway {

namespace {
constexpr int longestWords = 400;
constexpr int fieldWidth = 380;
} // namespace

ReviewDialog::ReviewDialog(Kind kind, const QString &day, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_kind(kind)
    , m_person(new QLineEdit(qEnvironmentVariable("USER"), this))
    , m_words(new QLineEdit(this))
    , m_owner(new QLineEdit(qEnvironmentVariable("USER"), this))
    , m_day(new QLineEdit(day, this))
    , m_problem(new TextLabel(theme.font(13), theme.warning, this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setPalette(theme.palette());
    setFont(theme.font(14));
    setStyleSheet(widgetStyle(theme));
    const bool isSignOff = kind == Kind::SignOff;
    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 20, 24, 20);
    form->setVerticalSpacing(12);
    form->setHorizontalSpacing(16);
    const auto add = [&](const QString &label, QLineEdit *field) {
        field->setMinimumWidth(fieldWidth);
        field->setMaxLength(longestWords);
        field->setAccessibleName(label);
        form->addRow(label, field);
    };
    add(isSignOff ? tr("Comment") : tr("Reason"), m_words);
    add(isSignOff ? tr("Signed by") : tr("Accepted by"), m_person);
    if (isSignOff)
        add(tr("Who does the next one"), m_owner);
    else
        m_owner->hide();
    add(isSignOff ? tr("Next one due on") : tr("Until the end of"), m_day);
    m_words->setFocus();
    form->addRow(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ReviewDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString ReviewDialog::person() const {
    return m_person->text().trimmed();
}

QString ReviewDialog::words() const {
    return m_words->text().trimmed();
}

QString ReviewDialog::owner() const {
    return m_owner->text().trimmed();
}

QString ReviewDialog::day() const {
    return m_day->text().trimmed();
}

void ReviewDialog::accept() {
    QString problem;
    if (words().isEmpty())
        problem = m_kind == Kind::SignOff ? tr("A sign-off has a comment.")
                                          : tr("An accepted finding has a reason.");
    else if (person().isEmpty())
        problem = tr("Somebody has to stand for it.");
    else if (day().size() != 10 || !Instant::fromIso(day() + QStringLiteral("T00:00:00Z")))
        problem = tr("Not a day; write it as 2026-12-31.");
    m_problem->setText(problem);
    if (problem.isEmpty())
        QDialog::accept();
}

} // namespace spillway

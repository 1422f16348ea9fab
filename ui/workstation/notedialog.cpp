#include "workstation/notedialog.h"

#include "plaintext.h"
#include "textlabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace spillway {

NoteDialog::NoteDialog(const QString &stack, const QString &moment, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_text(new QLineEdit(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Note"));
    auto *heading = new TextLabel(theme.font(13), theme.muted, this);
    heading->setText(tr("Note on %1 at %2 UTC").arg(plainText(stack, 60), moment));
    m_text->setAccessibleName(tr("Note"));
    m_text->setPlaceholderText(tr("What happened, or what was done"));
    m_text->setMaxLength(400);
    m_text->setMinimumWidth(420);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Add note"));
    buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    connect(m_text, &QLineEdit::textChanged, this, [buttons](const QString &text) {
        buttons->button(QDialogButtonBox::Ok)->setEnabled(!text.trimmed().isEmpty());
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &NoteDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(heading);
    layout->addWidget(m_text);
    layout->addWidget(buttons);
    m_text->setFocus();
}

void NoteDialog::finish() {
    emit noteWritten(plainText(m_text->text(), 400));
    accept();
}

} // namespace spillway

#pragma once
// Asks for a human note on the present moment of a stack. Modal to its window; deletes itself.

#include "theme.h"

#include <QDialog>

class QLineEdit;

namespace spillway {

class NoteDialog : public QDialog {
    Q_OBJECT
public:
    NoteDialog(const QString &stack, const QString &moment, const Theme &theme, QWidget *parent);

signals:
    void noteWritten(const QString &text);

private:
    void finish();

    QLineEdit *m_text;
};

} // namespace spillway

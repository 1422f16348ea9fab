#pragma once
// Asks what a review needs: of an accepted finding the reason and its last day, of a sign-off the comment,
// and who does the next one until when. It does not close on what is no answer. Deletes itself.

#include "theme.h"

#include <QDialog>

class QLineEdit;

namespace spillway {

class TextLabel;

class ReviewDialog : public QDialog {
    Q_OBJECT
public:
    enum class Kind { Acceptance, SignOff };

    // day: suggested, "2026-12-31".
    ReviewDialog(Kind kind, const QString &day, const Theme &theme, QWidget *parent);

    QString person() const; // who answers
    QString words() const;
    QString owner() const; // of the next review
    QString day() const;

public slots:
    void accept() override;

private:
    Kind m_kind;
    QLineEdit *m_person;
    QLineEdit *m_words;
    QLineEdit *m_owner;
    QLineEdit *m_day;
    TextLabel *m_problem;
};

} // namespace spillway

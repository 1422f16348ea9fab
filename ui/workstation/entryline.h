#pragma once
// One line to type into, above the time bar: a note, a moment to go to, a threshold. Enter takes the
// answer, or says what is wrong with it; Escape drops it; the focus goes back to where it was. Owned by
// the workstation, over whose views it lies.

#include "theme.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QLineEdit;

namespace spillway {

class TextLabel;

class EntryLine : public QWidget {
    Q_OBJECT
public:
    // What is wrong with the answer; empty when it was taken.
    using Take = std::function<QString(const QString &answer)>;

    EntryLine(const Theme &theme, QWidget *parent);

    void ask(const QString &question, const QString &example, Take take);

public slots:
    void drop();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void finish();
    void place();

    Theme m_theme;
    TextLabel *m_question;
    QLineEdit *m_answer;
    TextLabel *m_problem;
    Take m_take;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace spillway

#pragma once
// Who is to blame, in one sentence each for the culprit, the arithmetic and what would be otherwise. One
// calm line when nothing is wrong; hatched, with what is missing, when it cannot tell. Below that, what
// people think. Owned by the workstation; shows the verdict as the engine words it.

#include "session.h"
#include "theme.h"

#include <QWidget>

class QPushButton;

namespace spillway {

class HypothesisLine;
class Pill;
class TextLabel;

class VerdictBanner : public QWidget {
    Q_OBJECT
public:
    enum class Look { Waiting, Quiet, Blind, Warning, Critical };

    VerdictBanner(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);
    void refresh();
    Look look() const { return m_look; }
    // What it says now, for screen readers and tests.
    QString sentence() const;

signals:
    void evidenceAsked();
    void runbookAsked();
    void acknowledgeAsked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look lookOf(const Verdict &verdict) const;
    void showQuiet(const Verdict &verdict);
    void showWaiting();
    void showVerdict(const Verdict &verdict);
    void refreshButtons();
    QString missingText(const Verdict &verdict) const;
    QColor colour() const;

    const Session &m_session;
    Theme m_theme;
    StackId m_stack = 0;
    Look m_look = Look::Waiting;
    TextLabel *m_headline;
    Pill *m_since;
    TextLabel *m_reason;
    TextLabel *m_arithmetic;
    TextLabel *m_otherwise;
    QPushButton *m_evidence;
    QPushButton *m_runbook;
    QPushButton *m_acknowledge;
    HypothesisLine *m_hypothesis;
};

} // namespace spillway

#pragma once
// What people think it is, below the verdict: the newest hypothesis about the stack while its incident goes
// on, what speaks for and against it, and when a verdict refuted it. Hidden when nobody has said anything.
// Owned by the banner of the verdict.

#include "hypothesis.h"
#include "session.h"
#include "theme.h"

#include <QWidget>

namespace spillway {

class TextLabel;

class HypothesisLine : public QWidget {
    Q_OBJECT
public:
    HypothesisLine(const Session &session, const Theme &theme, QWidget *parent = nullptr);

    void setStack(StackId stack);
    void refresh();
    // What it says now, for screen readers and tests; empty when it is hidden.
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<Hypothesis> newest() const;
    void showStanding(const Hypothesis &hypothesis);

    const Session &m_session;
    Theme m_theme;
    StackId m_stack = 0;
    TextLabel *m_what;
    TextLabel *m_pro;
    TextLabel *m_contra;
    bool m_isWrong = false;
};

} // namespace spillway

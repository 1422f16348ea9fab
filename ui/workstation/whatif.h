#pragma once
// A rule tried out on a recording: the threshold that was dragged or typed, when it would have fired, and
// the sentence about it, on a card above the time bar. Copies the rule; Escape drops it. Owned by the
// workstation; shown in replay only.

#include "rehearsal.h"
#include "session.h"
#include "theme.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace spillway {

class TextLabel;

class WhatIf : public QWidget {
    Q_OBJECT
public:
    WhatIf(const Session &session, const Theme &theme, QWidget *parent);

    void setStack(StackId stack);
    // The rule at that place of the configuration, with another threshold.
    void tryOut(size_t rule, double threshold);
    void drop();

    bool isActive() const { return m_candidate.has_value(); }
    const std::optional<Rule> &candidate() const { return m_candidate; }
    size_t rule() const { return m_rule; }
    // While active; empty until they are known.
    const std::vector<Firing> &firings() const { return m_firings; }
    std::vector<Firing> realFirings() const;
    QString sentence() const; // "Hit ratio low < 74.5 % would have fired once, ..."

signals:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rehearse();
    void refresh();

    const Session &m_session;
    Theme m_theme;
    StackId m_stack = 0;
    size_t m_rule = 0;
    std::optional<Rule> m_candidate;
    bool m_isKnown = false; // the firings belong to the candidate
    std::vector<Firing> m_firings;
    QTimer m_rest; // a drag has come to rest
    std::unique_ptr<Rehearsal> m_rehearsal;
    TextLabel *m_sentence;
};

} // namespace spillway

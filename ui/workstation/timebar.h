#pragma once
// The bottom of the workstation: the transport, the position as a clock, and the strip over everything
// that can be looked at. Says when the data are a replay or simulated. Owned by the workstation.

#include "session.h"
#include "theme.h"

#include <QTimer>
#include <QToolButton>
#include <QWidget>

class QBoxLayout;

namespace spillway {

class Navigation;
class OverviewStrip;
class TapeControls;
class TextLabel;
class TimeWindow;

class TimeBar : public QWidget {
    Q_OBJECT
public:
    TimeBar(const Session &session, Navigation *navigation, TimeWindow *window, const Theme &theme,
            QWidget *parent = nullptr);

    void setStack(StackId stack);
    void refresh();
    OverviewStrip *strip() { return m_strip; }
    // Stands in the place of the words until there is none any more.
    void setTrouble(const QString &trouble);
    // Stands there for a while, and takes trouble away.
    void setNews(const QString &news);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addTapeControls(QBoxLayout *row);
    QString words() const;
    QString readingWords() const;

    const Session &m_session;
    Navigation *m_navigation;
    Theme m_theme;
    TextLabel *m_position;
    TextLabel *m_words;
    QToolButton *m_reading; // stops reading ahead, or goes on
    QString m_trouble;
    QString m_news;
    QTimer m_newsTimer;
    TapeControls *m_tapeControls = nullptr; // null in a replay
    OverviewStrip *m_strip;
};

} // namespace spillway

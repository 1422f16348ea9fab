#pragma once
// One thing to begin with: what it is, what will happen, and its key. A button as wide as the page. Owned
// by the welcome page.

#include "theme.h"

#include <QAbstractButton>

namespace spillway {

class Offer : public QAbstractButton {
    Q_OBJECT
public:
    enum class Rank { First, Other };

    Offer(Rank rank, const QString &title, const QString &words, const Theme &theme,
          QWidget *parent = nullptr);

    void setWords(const QString &words);
    void setKey(const QKeySequence &key); // shown; the window listens to it
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Rank m_rank;
    Theme m_theme;
    QString m_words;
    QString m_key;
};

} // namespace spillway

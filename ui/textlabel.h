#pragma once
// A piece of plain text in one or a few lines: elided instead of clipped, with figures of equal width so
// that a ticking number does not make its neighbours dance. The full text is the tool tip when cut.
// Never interprets markup.

#include <QColor>
#include <QFont>
#include <QWidget>

namespace spillway {

class TextLabel : public QWidget {
    Q_OBJECT
public:
    TextLabel(const QFont &font, const QColor &colour, QWidget *parent = nullptr);

    const QString &text() const { return m_text; }
    void setText(const QString &text);
    void setColour(const QColor &colour);
    void setTextFont(const QFont &font);
    const QFont &textFont() const { return m_font; }
    void setAlignment(Qt::Alignment alignment);
    // More than one line wraps at words; the last one is elided.
    void setMaximumLines(int lines);
    // Whether some of the text has no room and is left out.
    bool isCut() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return m_lines > 1; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QStringList linesFor(int width) const;
    int lineHeight() const;

    QFont m_font;
    QColor m_colour;
    QString m_text;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    int m_lines = 1;
};

// The text broken at words into lines of this width; the last of at most `lines` is elided.
QStringList wrappedLines(const QFont &font, const QString &text, int width, int lines);
// Tool tips guess whether they are markup; this one cannot be taken for it.
QString plainToolTip(const QString &text);

} // namespace spillway

#include "markdowntext.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

namespace spillway {

namespace {

// Pixels above a part of the text.
constexpr double aboveHeading = 16;
constexpr double aboveParagraph = 8;
constexpr double aboveItem = 4;

double roomAbove(const QTextBlock &block) {
    if (block.blockFormat().headingLevel() > 0)
        return aboveHeading;
    return block.textList() ? aboveItem : aboveParagraph;
}

void space(QTextDocument &document) {
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        if (cursor.currentTable())
            continue;
        QTextBlockFormat format = block.blockFormat();
        format.setTopMargin(block == document.begin() ? 0 : roomAbove(block));
        format.setBottomMargin(0);
        cursor.setBlockFormat(format);
    }
}

void rule(QTextTable &table, const QColor &colour) {
    QTextTableFormat format = table.format();
    format.setBorderCollapse(true);
    format.setBorder(0.5);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(colour);
    format.setCellSpacing(0);
    format.setCellPadding(4);
    format.setTopMargin(aboveParagraph);
    table.setFormat(format);
}

} // namespace

void setMarkdown(QTextDocument &document, const QString &markdown, const QColor &colour) {
    document.setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                       QTextDocument::MarkdownNoHTML);
    space(document);
    for (QTextFrame *frame : document.rootFrame()->childFrames())
        if (auto *table = qobject_cast<QTextTable *>(frame))
            rule(*table, colour);
}

} // namespace spillway

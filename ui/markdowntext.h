#pragma once
// A text in Markdown laid out for reading: room above its parts, tables with thin rules, no HTML of its own.

#include <QColor>
#include <QString>

class QTextDocument;

namespace spillway {

void setMarkdown(QTextDocument &document, const QString &markdown, const QColor &rule);

} // namespace spillway

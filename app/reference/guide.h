#pragma once
// The user guide in Markdown: a preface, a table of contents and the pages that the window shows under Learn.
// Where the window puts a live number, the guide has its name in italics.

#include <QStringList>

namespace spillway {

// `pages` as they stand in resources/learn, each beginning with its title as "# Title".
QString userGuide(const QString &preface, const QStringList &pages);

} // namespace spillway

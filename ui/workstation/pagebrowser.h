#pragma once
// A pane of formatted text in the colours of a theme: a finding, or a page of the documentation. It follows
// no link by itself and loads nothing from outside.

#include "theme.h"

class QTextBrowser;
class QWidget;

namespace spillway {

QTextBrowser *makePageBrowser(const QString &name, const Theme &theme, QWidget *parent);

} // namespace spillway

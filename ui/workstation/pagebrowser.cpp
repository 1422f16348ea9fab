#include "workstation/pagebrowser.h"

#include <QTextBrowser>
#include <QTextDocument>

namespace spillway {

namespace {

// Only what is set here; everything else would come from a file or a network.
class PageBrowser : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;

    QVariant loadResource(int, const QUrl &) override { return {}; }
};

} // namespace

QTextBrowser *makePageBrowser(const QString &name, const Theme &theme, QWidget *parent) {
    auto *browser = new PageBrowser(parent);
    browser->setAccessibleName(name);
    browser->setOpenLinks(false);
    browser->setTabChangesFocus(true);
    browser->setFrameShape(QFrame::NoFrame);
    browser->setFont(theme.font(14));
    browser->setStyleSheet(
        QStringLiteral("QTextBrowser { background: %1; color: %2; border-radius: 8px; padding: 12px; }")
            .arg(theme.panel.name(), theme.text.name()));
    browser->document()->setDefaultStyleSheet(
        QStringLiteral("code { color: %1; font-family: monospace; } b { color: %2; } a { color: %1; }")
            .arg(theme.cache.name(), theme.muted.name()));
    return browser;
}

} // namespace spillway

#include "reference/guide.h"

#include "metric.h"

#include <QRegularExpression>

namespace spillway {

namespace {

// "misses" and "if_lost" are names of numbers; those of metrics have a label.
QString numberName(const QString &placeholder) {
    const std::optional<Metric> metric = metricFromName(placeholder);
    QString name = metric ? metricLabel(*metric).toLower() : placeholder;
    return QStringLiteral("*%1*").arg(name.replace(u'_', u' '));
}

QString withNames(QString page) {
    static const QRegularExpression placeholder(QStringLiteral("\\{([a-z_]+)\\}"));
    for (auto match = placeholder.match(page); match.hasMatch(); match = placeholder.match(page))
        page.replace(match.capturedStart(), match.capturedLength(), numberName(match.captured(1)));
    return page;
}

QString titleOf(const QString &page) {
    return page.section(u'\n', 0, 0).mid(2).trimmed();
}

// As browsers and forges name the anchor of a heading.
QString anchorOf(const QString &title) {
    QString anchor = title.toLower().replace(u' ', u'-');
    return anchor.remove(QRegularExpression(QStringLiteral("[^a-z0-9-]")));
}

} // namespace

QString userGuide(const QString &preface, const QStringList &pages) {
    QString guide = preface.trimmed() + QStringLiteral("\n\n## Contents\n\n");
    for (const QString &page : pages)
        guide += QStringLiteral("- [%1](#%2)\n").arg(titleOf(page), anchorOf(titleOf(page)));
    for (const QString &page : pages)
        // Its headings go one level down, below the title of the guide.
        guide += u'\n' +
                 withNames(page).trimmed().replace(
                     QRegularExpression(QStringLiteral("^(#+) "), QRegularExpression::MultilineOption),
                     QStringLiteral("#\\1 ")) +
                 u'\n';
    return guide;
}

} // namespace spillway

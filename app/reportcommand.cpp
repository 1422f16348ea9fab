#include "command.h"

#include "display.h"
#include "document.h"
#include "markdowntext.h"
#include "postmortem.h"
#include "recording.h"
#include "replayrun.h"
#include "snapshot.h"
#include "terminal.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextBlock>
#include <QTextDocument>
#include <QUrl>

namespace spillway {

namespace {

constexpr QSize pictureSize(1280, 760);
constexpr QColor tableRule(0xc0, 0xc8, 0xd0);
constexpr int pageDots = 96; // per inch; the text is laid out as on a screen

using Pictures = std::vector<std::pair<QString, QImage>>;

Pictures draw(Session &session, const Postmortem &postmortem) {
    Pictures pictures;
    for (const PostmortemPicture &picture : postmortem.pictures)
        pictures.emplace_back(picture.name,
                              lanesPicture(&session, picture.stack, picture.from, picture.to, pictureSize));
    return pictures;
}

QByteArray png(const QImage &image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

bool write(const QString &path, const QByteArray &bytes) {
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

std::unique_ptr<QTextDocument> documentOf(const QString &markdown) {
    auto document = std::make_unique<QTextDocument>();
    setMarkdown(*document, markdown, tableRule);
    return document;
}

// Pictures are inside, so that the one file is complete.
QByteArray html(const Postmortem &postmortem, const Pictures &pictures, const QString &title) {
    QString text = documentOf(postmortem.markdown)->toHtml();
    for (const auto &[name, image] : pictures)
        text.replace(
            QStringLiteral("src=\"%1\"").arg(name),
            QStringLiteral(
                "alt=\"the lanes of the incident\" style=\"max-width:100%\" src=\"data:image/png;base64,%1\"")
                .arg(QString::fromLatin1(png(image).toBase64())));
    text.replace(QStringLiteral("<html>"), QStringLiteral("<html lang=\"en\">"));
    text.replace(QStringLiteral("<head>"),
                 QStringLiteral("<head><title>%1</title>").arg(title.toHtmlEscaped()));
    return text.toUtf8();
}

// Pictures as wide as the text.
void fitPictures(QTextDocument &document, const Pictures &pictures, double width) {
    for (const auto &[name, image] : pictures)
        document.addResource(QTextDocument::ImageResource, QUrl(name), image);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (QTextImageFormat format = part.fragment().charFormat().toImageFormat(); format.isValid()) {
                format.setWidth(width);
                QTextCursor cursor(&document);
                cursor.setPosition(part.fragment().position());
                cursor.setPosition(part.fragment().position() + part.fragment().length(),
                                   QTextCursor::KeepAnchor);
                cursor.setCharFormat(format);
            }
}

bool writePdf(const QString &path, const Postmortem &postmortem, const Pictures &pictures,
              const QString &title) {
    QPdfWriter writer(path);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout::Millimeter);
    writer.setResolution(pageDots);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Spillway"));
    const auto document = documentOf(postmortem.markdown);
    document->setDefaultFont(QFont(QStringLiteral("Inter, sans-serif"), 9));
    const QSizeF page = writer.pageLayout().paintRectPixels(pageDots).size();
    document->setPageSize(page);
    document->setDocumentMargin(0);
    fitPictures(*document, pictures, page.width());
    document->print(&writer);
    return QFileInfo(path).size() > 0;
}

bool save(const QString &path, Session &session, const Auditor &auditor, const QString &title) {
    const QFileInfo file(path);
    const bool isMarkdown = file.suffix() == QLatin1String("md");
    const QString folder = isMarkdown ? file.completeBaseName() + u'-' : QString();
    const Postmortem postmortem = draftPostmortem(session.engine(), auditor, title, folder);
    const Pictures pictures = draw(session, postmortem);
    if (file.suffix() == QLatin1String("pdf"))
        return writePdf(path, postmortem, pictures, title);
    if (!isMarkdown)
        return write(path, html(postmortem, pictures, title));
    for (const auto &[name, image] : pictures)
        if (!write(file.dir().filePath(name), png(image)))
            return false;
    return write(path, postmortem.markdown.toUtf8());
}

} // namespace

ExitCode writeReport(const Invocation &call) {
    const QString output = call.line.value(QStringLiteral("output"));
    const QStringList suffixes{QStringLiteral("md"), QStringLiteral("html"), QStringLiteral("pdf")};
    if (!suffixes.contains(QFileInfo(output).suffix()))
        return wrongUse(call, QStringLiteral("-o wants a FILE that ends in .md, .html or .pdf"));
    Document document = openRecording(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    drawOffscreen();
    QApplication app(call.argc, call.argv);
    const QString title = document.name();
    const Configuration configuration = document.recording->configuration();
    ReplayRun run(std::move(document.recording), configuration);
    Auditor auditor(configuration);
    QObject::connect(&run.session(), &Session::frameConsumed, &app,
                     [&auditor](const Frame &frame) { auditor.observe(frame); });
    run.player().runToEnd();
    if (!save(output, run.session(), auditor, title)) {
        printError(oneLine(
            QStringLiteral("%1: cannot be written; name a file in a folder that you may write").arg(output)));
        return ExitCode::WrongUse;
    }
    for (const QString &damage : run.damage())
        printError(oneLine(call.file() + QStringLiteral(": ") + damage));
    return ExitCode::Done;
}

} // namespace spillway

// Writes the manual pages, the shell completions and the user guide: reference RESOURCES VERSION
// OUTPUT-FOLDER. Runs when Spillway is built; not installed.

#include "reference/completion.h"
#include "reference/guide.h"
#include "reference/manualpage.h"

#include <QDir>
#include <QSaveFile>
#include <QTextStream>

#include <optional>

namespace {

bool complain(const QFileDevice &file) {
    QTextStream(stderr) << file.fileName() << ": " << file.errorString() << '\n';
    return false;
}

bool write(const QDir &folder, const QString &name, const QString &text) {
    QSaveFile file(folder.filePath(name));
    return (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit()) ||
           complain(file);
}

std::optional<QString> textOf(const QString &path) {
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return QString::fromUtf8(file.readAll());
    complain(file);
    return std::nullopt;
}

bool writePage(const QDir &prose, const QString &version, const QDir &folder, const QString &name) {
    const auto page = textOf(prose.filePath(name + QStringLiteral(".in")));
    return page && write(folder, name, spillway::manualPage(*page, version));
}

bool writeGuide(const QDir &resources, const QDir &folder) {
    const auto preface = textOf(resources.filePath(QStringLiteral("guide/preface.md")));
    const QDir learn(resources.filePath(QStringLiteral("learn")));
    QStringList pages;
    for (const QString &name : learn.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name))
        if (const auto page = textOf(learn.filePath(name)))
            pages << *page;
    return preface && !pages.isEmpty() &&
           write(folder, QStringLiteral("guide.md"), spillway::userGuide(*preface, pages));
}

} // namespace

int main(int argc, char *argv[]) {
    if (argc != 4) {
        QTextStream(stderr) << "Usage: reference RESOURCES VERSION OUTPUT-FOLDER\n";
        return 2;
    }
    const QDir resources(QString::fromUtf8(argv[1]));
    const QDir prose(resources.filePath(QStringLiteral("man")));
    const QString version = QString::fromUtf8(argv[2]);
    const QDir folder(QString::fromUtf8(argv[3]));
    const bool written = writePage(prose, version, folder, QStringLiteral("spillway.1")) &&
                         writePage(prose, version, folder, QStringLiteral("spillway.5")) &&
                         write(folder, QStringLiteral("spillway.bash"), spillway::bashCompletion()) &&
                         write(folder, QStringLiteral("_spillway"), spillway::zshCompletion()) &&
                         write(folder, QStringLiteral("spillway.fish"), spillway::fishCompletion()) &&
                         writeGuide(resources, folder);
    return written ? 0 : 1;
}

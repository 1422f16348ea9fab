// Writes the manual pages and the shell completions: reference MAN-FOLDER VERSION OUTPUT-FOLDER. Runs when
// Spillway is built; not installed.

#include "reference/completion.h"
#include "reference/manualpage.h"

#include <QDir>
#include <QSaveFile>
#include <QTextStream>

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

bool writePage(const QDir &prose, const QString &version, const QDir &folder, const QString &name) {
    QFile page(prose.filePath(name + QStringLiteral(".in")));
    return page.open(QIODevice::ReadOnly)
               ? write(folder, name, spillway::manualPage(QString::fromUtf8(page.readAll()), version))
               : complain(page);
}

} // namespace

int main(int argc, char *argv[]) {
    if (argc != 4) {
        QTextStream(stderr) << "Usage: reference MAN-FOLDER VERSION OUTPUT-FOLDER\n";
        return 2;
    }
    const QDir prose(QString::fromUtf8(argv[1]));
    const QString version = QString::fromUtf8(argv[2]);
    const QDir folder(QString::fromUtf8(argv[3]));
    const bool written = writePage(prose, version, folder, QStringLiteral("spillway.1")) &&
                         writePage(prose, version, folder, QStringLiteral("spillway.5")) &&
                         write(folder, QStringLiteral("spillway.bash"), spillway::bashCompletion()) &&
                         write(folder, QStringLiteral("_spillway"), spillway::zshCompletion()) &&
                         write(folder, QStringLiteral("spillway.fish"), spillway::fishCompletion());
    return written ? 0 : 1;
}

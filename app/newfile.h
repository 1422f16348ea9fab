#pragma once
// A file that a command writes: whole or not at all; "-" is standard output.

#include <QFile>
#include <QSaveFile>
#include <QString>

namespace spillway {

class NewFile {
public:
    explicit NewFile(const QString &path); // replaces what is there, at commit()

    bool open();
    QIODevice &device();
    bool commit();
    QString problem() const; // "FILE: what; remedy", when one of them failed

private:
    QString m_path;
    QSaveFile m_file;
    QFile m_output; // standard output
};

} // namespace spillway

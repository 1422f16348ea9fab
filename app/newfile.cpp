#include "newfile.h"

#include "terminal.h"

#include <cstdio>

namespace spillway {

NewFile::NewFile(const QString &path)
    : m_path(path)
    , m_file(path) {}

bool NewFile::open() {
    return m_path == QLatin1String("-") ? m_output.open(stdout, QIODevice::WriteOnly)
                                        : m_file.open(QIODevice::WriteOnly);
}

QIODevice &NewFile::device() {
    return m_output.isOpen() ? static_cast<QIODevice &>(m_output) : m_file;
}

bool NewFile::commit() {
    return m_output.isOpen() ? m_output.flush() : m_file.commit();
}

QString NewFile::problem() const {
    const QString why = m_output.isOpen() ? m_output.errorString() : m_file.errorString();
    return oneLine(QStringLiteral("%1: cannot be written: %2; name a file in a folder that you may write")
                       .arg(m_output.isOpen() ? QStringLiteral("standard output") : m_path, why));
}

} // namespace spillway

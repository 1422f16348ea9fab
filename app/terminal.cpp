#include "terminal.h"

#include "command.h"
#include "displaytext.h"

#include <cstdio>

namespace spillway {

namespace {

constexpr qsizetype longestLine = 2000;

bool write(std::FILE *to, const QByteArray &line) {
    const QByteArray whole = line + '\n';
    const bool written = std::fwrite(whole.constData(), 1, static_cast<size_t>(whole.size()), to) ==
                         static_cast<size_t>(whole.size());
    return std::fflush(to) == 0 && written;
}

// A no-break space is for the screen; whoever greps types a space.
QByteArray plain(QString text) {
    return text.replace(QChar(0x00a0), QLatin1Char(' ')).toUtf8();
}

} // namespace

bool print(const QString &line) {
    return write(stdout, plain(line));
}

bool print(const QByteArray &line) {
    return write(stdout, line);
}

void printError(const QString &message) {
    write(stderr, "spillway: " + plain(message));
}

void printProblem(const QString &line) {
    write(stderr, plain(line));
}

ExitCode wrongUse(const Invocation &call, const QString &what) {
    const QString name = QLatin1String(call.command.name);
    const QString program = name.isEmpty() ? QStringLiteral("spillway") : QStringLiteral("spillway ") + name;
    write(stderr, plain(QStringLiteral("%1: %2; try '%1 --help'").arg(program, oneLine(what))));
    return ExitCode::WrongUse;
}

QString oneLine(const QString &text) {
    return displayText(text.toUtf8(), longestLine);
}

QString failureText(const QString &subject, const Failure &failure) {
    const QString remedy = failure.remedy.isEmpty() ? QString() : QStringLiteral("; ") + failure.remedy;
    return oneLine(subject + QStringLiteral(": ") + failure.what + remedy);
}

} // namespace spillway

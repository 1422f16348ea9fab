#include "config/urlparts.h"

#include <QRegularExpression>

#include <algorithm>

namespace spillway {

namespace {

constexpr qsizetype longestUrl = 4096;

Failure refused(const QString &what, const QString &remedy) {
    return {FailureKind::Configuration, what, remedy};
}

bool isPrintable(const QString &text) {
    return std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c.unicode() <= 0x20 || c.unicode() == 0x7f; });
}

// nullopt when a '%' is not followed by two hexadecimal digits, or the bytes are not printable UTF-8.
std::optional<QString> decoded(QStringView part) {
    static const QRegularExpression badEscape(QStringLiteral("%(?![0-9A-Fa-f]{2})"));
    if (badEscape.match(part).hasMatch())
        return std::nullopt;
    const QString text = QString::fromUtf8(QByteArray::fromPercentEncoding(part.toUtf8()));
    const auto isBad = [](QChar c) {
        return c.unicode() < 0x20 || c.unicode() == 0x7f || c == QChar::ReplacementCharacter;
    };
    return std::any_of(text.begin(), text.end(), isBad) ? std::nullopt : std::optional(text);
}

std::optional<Failure> takeUserInfo(QStringView userInfo, UrlParts &parts) {
    const qsizetype colon = userInfo.indexOf(u':');
    const std::optional<QString> user = decoded(colon < 0 ? userInfo : userInfo.left(colon));
    if (!user)
        return refused(QStringLiteral("the user of the URL has a broken % escape"),
                       QStringLiteral("write a '%' itself as %25"));
    parts.user = *user;
    if (colon < 0 || colon + 1 == userInfo.size())
        return std::nullopt;
    const std::optional<QString> password = decoded(userInfo.mid(colon + 1));
    if (!password)
        return refused(QStringLiteral("the password of the URL has a broken % escape"),
                       QStringLiteral("write a '%' itself as %25, or better use password_env"));
    parts.password = Secret(password->toUtf8());
    return std::nullopt;
}

std::optional<Failure> takeHostAndPort(QStringView hostAndPort, UrlParts &parts) {
    // A percent-encoded host is how libpq writes the folder of a Unix socket: %2Fvar%2Frun.
    static const QRegularExpression form(
        QStringLiteral(
            "^(?:\\[([0-9A-Fa-f:.]+(?:%25[\\w.-]+)?)\\]|((?:[\\w.-]|%[0-9A-Fa-f]{2})*))(?::(.*))?$"),
        QRegularExpression::UseUnicodePropertiesOption);
    if (hostAndPort.contains(u','))
        return refused(QStringLiteral("the URL names more than one host"),
                       QStringLiteral("give each server an entry of its own"));
    const QRegularExpressionMatch match = form.match(hostAndPort);
    const std::optional<QString> host =
        decoded(match.captured(1).isEmpty() ? match.capturedView(2) : match.capturedView(1));
    if (!match.hasMatch() || !host)
        return refused(QStringLiteral("the host of the URL is not a host name or an address"),
                       QStringLiteral("write host:port; an IPv6 address stands in brackets, [::1]:6379; "
                                      "write '/', '@' and ':' in a password as %2F, %40 and %3A"));
    parts.host = *host;
    if (match.capturedStart(3) < 0)
        return std::nullopt;
    parts.port = parsePort(match.capturedView(3));
    if (!parts.port)
        return refused(
            QStringLiteral("the port of the URL is not a number from 1 to 65535"),
            QStringLiteral("write host:port; write '/', '@' and ':' in a password as %2F, %40 and %3A"));
    return std::nullopt;
}

std::optional<Failure> takeOptions(QStringView query, UrlParts &parts) {
    for (QStringView option : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = option.indexOf(u'=');
        const std::optional<QString> key = decoded(option.left(std::max<qsizetype>(equals, 0)));
        const std::optional<QString> value = decoded(option.mid(equals + 1));
        if (!key || key->isEmpty() || !value)
            return refused(QStringLiteral("an option after the '?' of the URL is not key=value"),
                           QStringLiteral("write ?key=value&key=value, and a '%' itself as %25"));
        parts.options.push_back({*key, *value});
    }
    return std::nullopt;
}

// The parts after "scheme://".
std::optional<Failure> takeRest(QStringView rest, UrlParts &parts) {
    const qsizetype authorityEnd = [&] {
        const auto found =
            std::find_if(rest.begin(), rest.end(), [](QChar c) { return c == u'/' || c == u'?'; });
        return found - rest.begin();
    }();
    const QStringView authority = rest.left(authorityEnd);
    const QStringView tail = rest.mid(authorityEnd);
    if (tail.contains(u'@'))
        return refused(QStringLiteral("the URL has an '@' after its first '/' or '?'"),
                       QStringLiteral("write '/', '?' and '@' in a user or password as %2F, %3F and %40"));
    const qsizetype at = authority.lastIndexOf(u'@');
    if (at >= 0)
        if (const auto failure = takeUserInfo(authority.left(at), parts))
            return failure;
    if (const auto failure = takeHostAndPort(authority.mid(at + 1), parts))
        return failure;
    const qsizetype question = tail.indexOf(u'?');
    const std::optional<QString> path = decoded(question < 0 ? tail : tail.left(question));
    if (!path)
        return refused(QStringLiteral("the path of the URL has a broken % escape"),
                       QStringLiteral("write a '%' itself as %25"));
    parts.path = *path;
    return question < 0 ? std::nullopt : takeOptions(tail.mid(question + 1), parts);
}

} // namespace

std::optional<quint16> parsePort(QStringView text) {
    const bool isDigits =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const uint port = isDigits && text.size() <= 5 ? text.toUInt() : 0;
    return port >= 1 && port <= 65535 ? std::optional(static_cast<quint16>(port)) : std::nullopt;
}

Outcome<UrlParts> splitUrl(const QString &text) {
    static const QRegularExpression schemeForm(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*)://"));
    if (text.size() > longestUrl || !isPrintable(text))
        return refused(
            QStringLiteral("the URL has a space or a control character, or is longer than 4096 characters"),
            QStringLiteral("write a space as %20"));
    const QRegularExpressionMatch scheme = schemeForm.match(text);
    if (!scheme.hasMatch())
        return refused(QStringLiteral("this is not a URL"),
                       QStringLiteral("write scheme://host:port, for example "
                                      "redis://cache-1:6379 or postgresql://db-1/app"));
    if (text.contains(u'#'))
        return refused(
            QStringLiteral("the URL has a fragment, the part after '#'"),
            QStringLiteral("leave it out; write a '#' in a password as %23, or better use password_env"));
    UrlParts parts;
    parts.scheme = scheme.captured(1).toLower();
    if (const auto failure = takeRest(QStringView(text).mid(scheme.capturedLength()), parts))
        return *failure;
    return parts;
}

} // namespace spillway

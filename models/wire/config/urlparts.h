#pragma once
// scheme://user:password@host:port/path?key=value cut into decoded parts, strictly: what is not clearly
// a URL is refused instead of guessed at. No failure text repeats anything of the URL but the scheme,
// because a mistyped password may stand anywhere in it.

#include "outcome.h"
#include "secret.h"

#include <QString>

#include <optional>
#include <vector>

namespace spillway {

struct UrlOption {
    QString key;
    QString value;
};

struct UrlParts {
    QString scheme; // lower case
    QString user;
    std::optional<Secret> password;
    QString host; // without the brackets of IPv6
    std::optional<quint16> port;
    QString path; // with its leading '/', or empty
    std::vector<UrlOption> options;
};

Outcome<UrlParts> splitUrl(const QString &text);

// Of the part after the ':'; nullopt unless it is a whole number from 1 to 65535.
std::optional<quint16> parsePort(QStringView text);

} // namespace spillway

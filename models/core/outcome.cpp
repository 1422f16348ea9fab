#include "outcome.h"

#include <array>

namespace spillway {

namespace {

struct KindName {
    FailureKind kind;
    QLatin1String name;
};

constexpr std::array<KindName, 12> kindNames{{
    {FailureKind::Refused, QLatin1String("refused")},
    {FailureKind::NoAnswer, QLatin1String("no-answer")},
    {FailureKind::Closed, QLatin1String("closed")},
    {FailureKind::Unresolved, QLatin1String("unresolved")},
    {FailureKind::Authentication, QLatin1String("authentication")},
    {FailureKind::Permission, QLatin1String("permission")},
    {FailureKind::Tls, QLatin1String("tls")},
    {FailureKind::Protocol, QLatin1String("protocol")},
    {FailureKind::Full, QLatin1String("full")},
    {FailureKind::Starting, QLatin1String("starting")},
    {FailureKind::Configuration, QLatin1String("configuration")},
    {FailureKind::Storage, QLatin1String("storage")},
}};

} // namespace

QString failureKindName(FailureKind kind) {
    for (const KindName &entry : kindNames)
        if (entry.kind == kind)
            return entry.name;
    Q_UNREACHABLE();
}

FailureKind failureKindFromName(const QString &name) {
    for (const KindName &entry : kindNames)
        if (entry.name == name)
            return entry.kind;
    return FailureKind::Protocol;
}

} // namespace spillway

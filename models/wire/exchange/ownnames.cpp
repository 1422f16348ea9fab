#include "exchange/ownnames.h"

#include <QHash>

#include <array>

namespace spillway {

namespace {

// How the names of fields say their unit, where they do.
constexpr std::array shortUnits{"_in_seconds", "_ms", "_usec", "_s", "_bytes", "_ratio"};

QByteArray withoutUnit(QByteArray name) {
    for (const char *unit : shortUnits)
        if (name.endsWith(unit))
            return name.chopped(qsizetype(qstrlen(unit)));
    return name;
}

} // namespace

QByteArray ownUnit(Field field) {
    switch (fieldInfo(field).unit) {
    case Unit::Bytes:
        return QByteArrayLiteral("bytes");
    case Unit::Seconds:
        return QByteArrayLiteral("seconds");
    case Unit::Milliseconds:
        return QByteArrayLiteral("milliseconds");
    case Unit::Microseconds:
        return QByteArrayLiteral("microseconds");
    case Unit::Ratio:
        return QByteArrayLiteral("ratio");
    case Unit::None:
    case Unit::Count:
    case Unit::PerSecond:
    case Unit::Sessions:
        break;
    }
    return {};
}

QByteArray ownFamily(Field field) {
    const QLatin1String name = fieldInfo(field).name;
    const QByteArray unit = ownUnit(field);
    const QByteArray bare("spillway_" + QByteArray(name.data(), name.size()));
    return unit.isEmpty() ? bare : withoutUnit(bare) + '_' + unit;
}

QByteArray ownName(Field field) {
    return fieldInfo(field).kind == FieldKind::Counter ? ownFamily(field) + "_total" : ownFamily(field);
}

std::optional<Field> fieldFromOwnName(const QByteArray &name) {
    static const QHash<QByteArray, Field> fields = [] {
        QHash<QByteArray, Field> table;
        for (const FieldInfo &info : fieldTable())
            table.insert(ownName(info.field), info.field);
        return table;
    }();
    const auto found = fields.constFind(name);
    return found == fields.constEnd() ? std::nullopt : std::optional(*found);
}

bool isOwnName(const QByteArray &name) {
    return name.startsWith("spillway_");
}

} // namespace spillway

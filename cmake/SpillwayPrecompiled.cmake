# Headers of the standard library and of Qt that nearly every source includes, compiled once. Parsing them again
# in each source took most of the time to build. Sources still include what they use; the preset `tidy` builds without.
set(precompiledCore
    <algorithm> <array> <chrono> <cmath> <deque> <functional> <map> <memory> <optional> <set> <span> <string>
    <utility> <variant> <vector>
    <QByteArray> <QCoreApplication> <QFile> <QHash> <QJsonDocument> <QJsonObject> <QMap> <QObject> <QPointer>
    <QRegularExpression> <QSet> <QString> <QStringList> <QTextStream> <QTimer> <QVariant>)
set(precompiledInterface ${precompiledCore} <QtGui> <QtWidgets>)

# spillway_precompile(TARGET): for a layer.
function(spillway_precompile target)
    if(target MATCHES "^spillway_(ui|app)$")
        target_precompile_headers(${target} PRIVATE ${precompiledInterface})
    else()
        target_precompile_headers(${target} PRIVATE ${precompiledCore})
    endif()
endfunction()

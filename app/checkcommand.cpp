#include "command.h"

#include "configurationtext.h"
#include "connectiontest.h"
#include "document.h"
#include "factory.h"
#include "probe.h"
#include "recording.h"
#include "terminal.h"

#include <QCoreApplication>

namespace spillway {

namespace {

// What this version cannot ask is worth knowing before the incident.
ExitCode checkKinds(const Configuration &configuration) {
    ExitCode result = ExitCode::Done;
    for (const Endpoint &endpoint : configuration.endpoints)
        if (const Outcome<std::unique_ptr<Probe>> probe = makeProbe(endpoint); !probe) {
            printError(failureText(endpoint.name, probe.failure()));
            result = ExitCode::Findings;
        }
    return result;
}

ExitCode checkConnections(const Configuration &configuration) {
    ConnectionTest test(configuration);
    QObject::connect(&test, &ConnectionTest::answered, [](const QString &line) { print(line); });
    QObject::connect(&test, &ConnectionTest::finished, qApp, &QCoreApplication::quit);
    test.start();
    QCoreApplication::exec();
    return test.result();
}

} // namespace

ExitCode checkConfiguration(const Invocation &call) {
    const Document document = openConfiguration(call.file());
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    for (const QString &line : configurationText(*document.configuration))
        print(line);
    for (const QString &line : deliveriesText(document.deliveries))
        print(line);
    QCoreApplication app(call.argc, call.argv);
    return call.line.isSet(QStringLiteral("connect")) ? checkConnections(*document.configuration)
                                                      : checkKinds(*document.configuration);
}

} // namespace spillway

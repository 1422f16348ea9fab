#include "live/livetrial.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace spillway::lab {

namespace {

constexpr int patience = 90'000; // ms until nothing is said to be wrong
constexpr int calm = 20'000;     // ms of quiet before the onset
constexpr int second = 1'000;    // ms

// `spillway watch --json` as a process, and what it said.
class Watch {
public:
    bool start(const Shop &shop, const QString &recording) {
        QFile file(m_folder.filePath(QStringLiteral("shop.toml")));
        if (!file.open(QIODevice::WriteOnly) || file.write(shop.configuration().toUtf8()) < 0)
            return false;
        file.close();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SPILLWAY_LAB_PASSWORD"), QStringLiteral("geheim"));
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QStringList arguments{QStringLiteral("watch"), QStringLiteral("--json"), file.fileName()};
        if (!recording.isEmpty())
            arguments << QStringLiteral("--record") << recording;
        m_process.start(QStringLiteral(SPILLWAY_PROGRAM), arguments);
        return m_process.waitForStarted();
    }
    ~Watch() {
        m_process.terminate();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
    }
    const std::vector<Said> &said() {
        while (m_process.canReadLine())
            hear(QJsonDocument::fromJson(m_process.readLine()).object());
        return m_said;
    }

private:
    void hear(const QJsonObject &event) {
        if (event.value(u"kind").toString() != QLatin1String("verdict"))
            return;
        const auto at = Instant::fromIso(event.value(u"at").toString());
        m_said.push_back({at.value_or(Instant()), culpritOf(event.value(u"culprit").toString()),
                          causeFromName(event.value(u"cause").toString()), event.value(u"text").toString()});
    }
    static Culprit culpritOf(const QString &name) {
        for (const Culprit culprit :
             {Culprit::None, Culprit::Cache, Culprit::Traffic, Culprit::Database, Culprit::Background})
            if (culpritName(culprit) == name)
                return culprit;
        return Culprit::Unknown;
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    std::vector<Said> m_said;
};

Instant now() {
    return Instant::fromMs(QDateTime::currentMSecsSinceEpoch());
}

} // namespace

Outcome<LiveTrial> playLive(const Scenario &scenario, const QString &recordings) {
    Shop shop(scenario.shop);
    if (!shop.open())
        return Failure{FailureKind::Refused, shop.error(), {}};
    Watch watch;
    const QString recording =
        recordings.isEmpty() ? QString()
                             : QStringLiteral("%1/%2.spill").arg(recordings, QLatin1String(scenario.name));
    if (!watch.start(shop, recording))
        return Failure{FailureKind::Refused, QStringLiteral("spillway watch does not start"), {}};
    LiveTrial played;
    const bool known = waitUntil(
        [&] { return !watch.said().empty() && watch.said().back().culprit == Culprit::None; }, patience);
    if (!known)
        return Failure{FailureKind::Refused, QStringLiteral("it never said that nothing is wrong"), {}};
    played.made.system.start = now();
    waitUntil([] { return false; }, calm);

    played.made.onset = now();
    QElapsedTimer clock;
    clock.start();
    for (int at = 0; at < scenario.seconds; ++at) {
        scenario.deed(shop, at);
        waitUntil([&] { return clock.elapsed() >= (at + 1) * second; }, 2 * second);
    }
    played.made.end = now();
    played.made.culprits = scenario.culprits;
    played.made.causes = scenario.causes;
    if (!scenario.culprits.empty())
        played.trial.impact = played.made.onset;
    played.trial.said = watch.said();
    played.trial.end = played.made.end;
    return played;
}

} // namespace spillway::lab

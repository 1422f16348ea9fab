#include "command.h"

#include "appearance.h"
#include "display.h"
#include "drillhistory.h"
#include "drillwindow.h"
#include "interrupt.h"
#include "nearest.h"
#include "options.h"
#include "places.h"
#include "recording.h"
#include "terminal.h"

#include <QApplication>
#include <QFileInfo>

#include <algorithm>

namespace spillway {

namespace {

std::vector<DrillRecord> historyOf(const QString &person) {
    std::vector<DrillRecord> own;
    for (const DrillRecord &record : keptDrills(drillHistoryFile()))
        if (record.person == person)
            own.push_back(record);
    return own;
}

int timesDone(const std::vector<DrillRecord> &history, const QString &drill) {
    return static_cast<int>(std::count_if(history.begin(), history.end(),
                                          [&](const DrillRecord &record) { return record.drill == drill; }));
}

// What this person has done least often; the order of the table decides between equals.
QString nextDrill(const std::vector<DrillRecord> &history) {
    const auto drills = drillTable();
    const auto least = std::min_element(drills.begin(), drills.end(), [&](const Drill &a, const Drill &b) {
        return timesDone(history, QLatin1String(a.name)) < timesDone(history, QLatin1String(b.name));
    });
    return QLatin1String(least->name);
}

ExitCode listDrills(const std::vector<DrillRecord> &history) {
    for (const Drill &drill : drillTable()) {
        const QString name = QLatin1String(drill.name);
        int best = 0;
        for (const DrillRecord &record : history)
            if (record.drill == name)
                best = std::max(best, record.score.points);
        const int times = timesDone(history, name);
        const QString how = times == 0 ? QStringLiteral("not done yet")
                                       : QStringLiteral("done %1 x, best %2 points").arg(times).arg(best);
        if (!print(QStringLiteral("%1  %2\n    %3")
                       .arg(name.leftJustified(20), how, QLatin1String(drill.story))))
            break;
    }
    return ExitCode::Done;
}

QStringList drillNames() {
    QStringList names;
    for (const Drill &drill : drillTable())
        names << QLatin1String(drill.name);
    return names;
}

} // namespace

ExitCode trainOnDrill(const Invocation &call) {
    DrillSettings settings;
    settings.person = qEnvironmentVariable("USER", QStringLiteral("nobody"));
    settings.historyFile = drillHistoryFile();
    const std::vector<DrillRecord> history = historyOf(settings.person);
    if (call.line.isSet(QStringLiteral("list")))
        return listDrills(history);
    const auto speed = speedOption(call.line, QStringLiteral("speed"));
    if (!speed)
        return wrongUse(call, speed.failure().what);
    settings.speed = speed.value().value_or(settings.speed);
    const auto theme = themeOption(call.line);
    if (!theme)
        return wrongUse(call, theme.failure().what);
    settings.theme = theme.value().value_or(loadPreferences(preferencesFile()).theme);

    const QString asked = call.file().isEmpty() ? nextDrill(history) : call.file();
    QString path = asked;
    settings.drill = QFileInfo(asked).fileName();
    if (drillNamed(asked)) {
        path = bundledDrill(asked);
        if (path.isEmpty())
            return wrongUse(call, QStringLiteral("the recording of '%1' is not installed").arg(asked));
    } else if (!QFileInfo::exists(asked) && !asked.contains(u'/') && !asked.contains(u'.')) {
        return wrongUse(call, QStringLiteral("there is no drill '%1'%2; 'spillway drill --list' names them")
                                  .arg(asked, didYouMean(asked, drillNames())));
    }
    Document document = openRecording(path);
    if (!isOpenOrSaid(document))
        return ExitCode::WrongUse;
    if (const std::optional<QString> why = whyNoDisplay()) {
        sayNoDisplay(*why);
        return ExitCode::Unreachable;
    }
    QApplication app(call.argc, call.argv);
    QApplication::setApplicationName(QStringLiteral("spillway"));
    QApplication::setApplicationDisplayName(QStringLiteral("Spillway"));
    QApplication::setDesktopFileName(QStringLiteral("org.spillway.Spillway"));
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::requested, qApp, &QCoreApplication::quit);
    DrillWindow window(std::move(document), settings);
    if (!window.hasTask())
        return wrongUse(
            call, QStringLiteral("no verdict blames anybody in '%1': there is nothing to find").arg(asked));
    window.show();
    return static_cast<ExitCode>(QApplication::exec());
}

} // namespace spillway

#include "config/silencefile.h"

#include "nearest.h"

#include <QRegularExpression>

#include <algorithm>

namespace spillway {

namespace {

const QStringList &dayNames() {
    static const QStringList names{QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"),
                                   QStringLiteral("thu"), QStringLiteral("fri"), QStringLiteral("sat"),
                                   QStringLiteral("sun")};
    return names;
}

void readDays(ConfigTable &table, Silence &silence) {
    if (!table.has("days"))
        return;
    silence.days.fill(false);
    const QStringList days = table.texts("days");
    for (const QString &day : days) {
        const qsizetype number = dayNames().indexOf(day);
        if (number >= 0)
            silence.days[static_cast<size_t>(number)] = true;
        else
            table.errorAt("days", QStringLiteral("'%1' is not a day").arg(day) + didYouMean(day, dayNames()),
                          QStringLiteral("use ") + dayNames().join(QStringLiteral(", ")));
    }
    if (days.isEmpty())
        table.errorAt("days", QStringLiteral("no day"), QStringLiteral("leave 'days' out for every day"));
}

// "02:30" -> 150 minutes after midnight UTC
int readTime(ConfigTable &table, const char *key, const QString &example, int latest) {
    static const QRegularExpression form(QStringLiteral("^(\\d\\d):(\\d\\d)$"));
    const std::optional<QString> text = table.requiredText(key, example);
    if (!text)
        return 0;
    const QRegularExpressionMatch match = form.match(*text);
    const int minutes = match.captured(1).toInt() * 60 + match.captured(2).toInt();
    if (!match.hasMatch() || match.captured(2).toInt() > 59 || minutes > latest)
        table.errorAt(key, QStringLiteral("'%1' is not a time of day").arg(*text),
                      QStringLiteral("write hours and minutes in UTC, ") + example);
    return minutes;
}

template <class Named>
void readSelector(ConfigTable &table, const char *key, const std::vector<Named> &all, QString &to) {
    to = table.text(key).value_or(QString());
    QStringList names;
    for (const Named &one : all)
        names << one.name;
    if (table.has(key) && !names.contains(to))
        table.errorAt(key,
                      QStringLiteral("'%1' selects nothing").arg(QLatin1String(key)) + didYouMean(to, names),
                      QStringLiteral("use one of ") + names.join(QStringLiteral(", ")));
}

Silence readSilence(ConfigTable &table, const Configuration &configuration) {
    Silence silence;
    readSelector(table, "stack", configuration.stacks, silence.stack);
    readSelector(table, "rule", configuration.rules, silence.rule);
    readDays(table, silence);
    silence.from = readTime(table, "from", QStringLiteral("from = \"02:00\""), 24 * 60 - 1);
    silence.to = readTime(table, "to", QStringLiteral("to = \"04:30\""), 24 * 60);
    silence.reason = table.name("reason").value_or(QString());
    table.refuseUnknownKeys();
    return silence;
}

} // namespace

std::vector<Silence> readSilences(ConfigTable &root, const Configuration &configuration) {
    std::vector<Silence> silences;
    for (ConfigTable &table : root.tables("silence", QStringLiteral("[[silence]]")))
        silences.push_back(readSilence(table, configuration));
    return silences;
}

} // namespace spillway

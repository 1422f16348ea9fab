#include "config/expectationfile.h"

namespace spillway {

namespace {

std::optional<Instant> moment(ConfigTable &table, const char *key) {
    const std::optional<QString> text = table.text(key);
    if (!text)
        return std::nullopt;
    const std::optional<Instant> at = Instant::fromIso(*text);
    if (!at)
        table.errorAt(key, QStringLiteral("not a moment"),
                      QStringLiteral("write it with its zone, \"2024-03-03T09:45:00Z\""));
    return at;
}

void refuseContradictions(ConfigTable &table, const Expectation &expected) {
    if (!expected.fires && (expected.firesBy || expected.firesAfter || expected.resolvesBy))
        table.errorAt("fires", QStringLiteral("never to fire and a time to fire exclude each other"),
                      QStringLiteral("keep one of the two"));
    if (expected.firesAfter && expected.firesBy && *expected.firesBy < *expected.firesAfter)
        table.errorAt("fires_by", QStringLiteral("lies before fires_after"),
                      QStringLiteral("exchange the two"));
}

} // namespace

std::vector<Expectation> readExpectations(ConfigTable &root, const QString &file) {
    std::vector<Expectation> expectations;
    for (ConfigTable &table : root.tables("expect", QStringLiteral("[[expect]]"))) {
        Expectation expected;
        expected.rule =
            table.requiredText("rule", QStringLiteral("rule = \"Hit ratio low\"")).value_or(QString());
        expected.recording = table.text("recording").value_or(QString());
        expected.stack = table.text("stack").value_or(QString());
        expected.fires = table.flag("fires").value_or(true);
        expected.firesAfter = moment(table, "fires_after");
        expected.firesBy = moment(table, "fires_by");
        expected.resolvesBy = moment(table, "resolves_by");
        expected.place = QStringLiteral("%1:%2").arg(file).arg(table.lineOf("rule"));
        refuseContradictions(table, expected);
        table.refuseUnknownKeys();
        expectations.push_back(std::move(expected));
    }
    if (!root.has("expect"))
        root.error(QStringLiteral("no expectation"),
                   QStringLiteral("add [[expect]] with rule and fires_by, or fires = false"));
    return expectations;
}

} // namespace spillway

#pragma once
// One table of the configuration file while it is being read: typed look-ups that report what is wrong
// at its place, and in the end the keys that nobody asked for. Private to the readers of the file; the
// only header that sees toml++.

#include "configfile.h"

#include <toml++/toml.h>

namespace spillway {

// Collects what is wrong with one file.
class ConfigReport {
public:
    explicit ConfigReport(QString file)
        : m_file(std::move(file)) {}

    void error(const toml::source_region &at, const QString &what, const QString &remedy);
    void warning(const toml::source_region &at, const QString &what, const QString &remedy);
    // The configuration if there was no error, and everything that was said, in the order of the file.
    LoadedConfiguration result(Configuration configuration) &&;
    const QString &file() const { return m_file; }

private:
    ConfigProblem problem(const toml::source_region &at, const QString &what, const QString &remedy) const;

    QString m_file;
    std::vector<ConfigProblem> m_errors;
    std::vector<ConfigProblem> m_warnings;
};

class ConfigTable {
public:
    // `title` names it in messages: "[[stack.cache]]".
    ConfigTable(const toml::table &table, QString title, ConfigReport &report);

    bool has(const char *key) { return find(key) != nullptr; }
    // Unset when the key is absent, and when it is wrong, which is then reported.
    std::optional<QString> text(const char *key);
    std::optional<QString> requiredText(const char *key, const QString &example);
    // A required text that may be printed on one line: not empty, no control character, not too long.
    std::optional<QString> name(const char *key);
    std::optional<double> number(const char *key);
    std::optional<bool> flag(const char *key);
    std::optional<Duration> duration(const char *key, Duration atLeast);
    QStringList texts(const char *key);
    std::vector<ConfigTable> tables(const char *key, const QString &title);
    // Counts as known without being read.
    void ignore(const char *key) { find(key); }

    void error(const QString &what, const QString &remedy);                    // at the table's header
    void errorAt(const char *key, const QString &what, const QString &remedy); // at the key's value
    void warningAt(const char *key, const QString &what, const QString &remedy);
    int lineOf(const char *key) const;
    void refuseUnknownKeys();

    const QString &title() const { return m_title; }

private:
    const toml::node *find(const char *key);
    void wrongType(const char *key, const QString &wanted, const QString &example);
    const toml::source_region &placeOf(const char *key) const;

    const toml::table *m_table;
    QString m_title;
    ConfigReport *m_report;
    QStringList m_known; // keys that were asked for
};

} // namespace spillway

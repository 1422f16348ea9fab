#pragma once
// Carries a message to a program: as its standard input, without a shell, for at most 30 s. Exit status 0
// means taken; anything else, or no end, that it must come again.

#include "carrier.h"
#include "instant.h"

#include <QStringList>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QProcess;
QT_END_NAMESPACE

namespace spillway {

class CommandRun : public Carrier {
    Q_OBJECT
public:
    explicit CommandRun(const QStringList &argv, QObject *parent = nullptr);
    ~CommandRun() override;

    void carry(const QByteArray &message) override;

    static constexpr Duration Deadline{30'000};

private:
    void finish(const QString &trouble); // empty: it went well
    void drop();

    QStringList m_argv;
    QProcess *m_process = nullptr;
    QTimer m_deadline;
};

} // namespace spillway

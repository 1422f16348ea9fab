#pragma once
// Fetches a password from where the configuration says it is: environment, file, command or the URL. A
// command runs as it is, without a shell, for at most 5 s, and may print 4 KiB. fetched() or
// failed() comes exactly once per fetch(), never before it returned. Owned by a probe; GUI thread;
// destruction never blocks.

#include "endpoint.h"
#include "outcome.h"

#include <QObject>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QProcess;
QT_END_NAMESPACE

namespace spillway {

class SecretFetch : public QObject {
    Q_OBJECT
public:
    explicit SecretFetch(SecretSource source, QObject *parent = nullptr);
    ~SecretFetch() override;

    bool isRunning() const { return m_running; }
    void fetch(); // again only after it ended

signals:
    void fetched(const spillway::Secret &secret); // empty: none is configured
    void failed(const spillway::Failure &failure);

private:
    void start();
    void run(const QStringList &argv);
    void takeOutput();
    void readOutput();
    void takeComplaint();
    void takeExit(int code);
    void dropProcess();
    void finish(const Outcome<Secret> &outcome);

    SecretSource m_source;
    bool m_running = false;
    QTimer m_start;
    QTimer m_deadline;
    QProcess *m_process = nullptr;
    QByteArray m_output;
    QByteArray m_complaint; // what the command wrote to standard error
};

} // namespace spillway

#pragma once
// Asks one PostgreSQL one prepared statement per poll over one lasting connection, and the rarer
// questions after it. Names are resolved here, because libpq would block in the resolver. Owned by the
// poller; GUI thread.

#include "endpoint.h"
#include "postgresconnection.h"
#include "postgresrow.h"
#include "probe.h"
#include "route.h"
#include "secretfetch.h"
#include "tiers.h"

#include <QTimer>

namespace spillway {

class PostgresProbe : public Probe {
    Q_OBJECT
public:
    explicit PostgresProbe(const Endpoint &endpoint, QObject *parent = nullptr);
    ~PostgresProbe() override;

    void poll() override;
    void abort() override;
    QString waitingFor() const override;

private:
    enum class State { Idle, Starting, FetchingSecret, Resolving, Connecting, Asking };
    enum class Question { Bounds, Usual, Settings };

    void start();
    void takeSecret(const Secret &secret);
    void connectNow();
    void connectNext();
    void openAt(const QHostAddress &resolved);
    void setBounds();
    void ask();
    void askOnce(Question question, const QByteArray &statement);
    void takeUsual(const PostgresRow &row);
    void takeRefusal(const Failure &failure);
    void takeRow(const PostgresRow &row);
    void takeLoss(const Failure &failure);
    void fail(const Failure &failure);
    void complete();
    void finish(const Outcome<Reading> &outcome);

    Address m_address;
    Duration m_statementTime;
    State m_state = State::Idle;
    QTimer m_start; // so that nothing happens before poll() has returned
    SecretFetch m_secretFetch;
    std::optional<Secret> m_secret; // kept until the server refuses it
    Route m_route;
    PostgresConnection m_connection;
    Tiers m_tiers;
    Tier m_tier = Tier::Cold; // of this poll
    Question m_question = Question::Bounds;
    Reading m_reading;                 // of this poll, while the rarer questions are asked
    QMap<QString, QString> m_settings; // the last that were told
};

} // namespace spillway

#include "delivery/dispatch.h"

#include "commandrun.h"
#include "httppost.h"

#include <algorithm>

namespace spillway {

namespace {

bool isSame(const Alert &a, const Alert &b) {
    return a.subject == b.subject && a.rule.name == b.rule.name;
}

QUrl alertsOf(const QString &alertmanager) {
    QUrl url(alertmanager);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + QStringLiteral("/api/v2/alerts"));
    return url;
}

} // namespace

Dispatch::Dispatch(const Session &session, const Deliveries &deliveries, QObject *parent)
    : QObject(parent)
    , m_session(session) {
    for (const Delivery &delivery : deliveries.all) {
        const QString host = QUrl(delivery.url).host();
        switch (delivery.kind) {
        case DeliveryKind::Alertmanager:
            m_alertmanagers.push_back(
                add(tr("Alertmanager %1").arg(host),
                    std::make_unique<HttpPost>(alertsOf(delivery.url), delivery.authorization)));
            break;
        case DeliveryKind::Webhook:
            m_notices.push_back(add(tr("webhook %1").arg(host),
                                    std::make_unique<HttpPost>(QUrl(delivery.url), delivery.authorization)));
            break;
        case DeliveryKind::Command:
            m_notices.push_back(add(tr("command %1").arg(delivery.argv.value(0)),
                                    std::make_unique<CommandRun>(delivery.argv)));
            break;
        }
    }
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &Dispatch::sendAlerts);
    connect(&m_resend, &QTimer::timeout, this, &Dispatch::sendAlerts);
    connect(&session, &Session::eventHappened, this, &Dispatch::takeEvent);
    connect(&session, &Session::noticeRaised, this, &Dispatch::sendNotice);
    connect(&session, &Session::frameConsumed, this, [this] { m_hasNewFrames = true; });
    m_resend.start(Resend);
    if (!deliveries.heartbeat)
        return;
    const Heartbeat &heartbeat = *deliveries.heartbeat;
    m_heartbeat = add(tr("heartbeat %1").arg(QUrl(heartbeat.url).host()),
                      std::make_unique<HttpPost>(QUrl(heartbeat.url), heartbeat.authorization));
    connect(&m_beat, &QTimer::timeout, this, &Dispatch::beat);
    m_beat.start(heartbeat.every);
}

Outbox *Dispatch::add(const QString &name, std::unique_ptr<Carrier> carrier) {
    auto *outbox = new Outbox(name, std::move(carrier), this);
    connect(outbox, &Outbox::troubled, this, &Dispatch::troubled);
    connect(outbox, &Outbox::recovered, this, &Dispatch::troubled);
    return outbox;
}

void Dispatch::takeEvent(const Event &event) {
    if (std::holds_alternative<AlertEvent>(event.what) || std::holds_alternative<Verdict>(event.what))
        m_soon.start(0);
}

// The whole state each time, so that an Alertmanager that was restarted knows it within a minute.
void Dispatch::sendAlerts() {
    const Engine &engine = m_session.engine();
    std::vector<HandedAlert> firing;
    for (const Alert &alert : engine.alerts())
        if (alert.state == AlertState::Firing)
            firing.push_back({alert, engine.verdict(alert.subject.stack), {}});
    for (HandedAlert &before : m_firing)
        if (std::none_of(firing.begin(), firing.end(),
                         [&](const HandedAlert &now) { return isSame(now.alert, before.alert); })) {
            before.ended = engine.now();
            m_over.push_back(before);
        }
    std::erase_if(m_over, [&](const HandedAlert &over) {
        return engine.now() - *over.ended > OverShown ||
               std::any_of(firing.begin(), firing.end(),
                           [&](const HandedAlert &now) { return isSame(now.alert, over.alert); });
    });
    m_firing = firing;
    std::vector<HandedAlert> all = std::move(firing);
    all.insert(all.end(), m_over.begin(), m_over.end());
    if (all.empty())
        return;
    const QByteArray body = alertmanagerBody(all, engine.now() + Valid);
    for (Outbox *outbox : m_alertmanagers)
        outbox->replace(body);
}

void Dispatch::sendNotice(const Notice &notice) {
    const Engine &engine = m_session.engine();
    std::vector<Alert> open;
    for (const Alert &alert : engine.alerts())
        if (alert.subject.stack == notice.stack && alert.isOpen())
            open.push_back(alert);
    const QByteArray body = noticeBody(notice, engine.configuration().stacks[notice.stack].name,
                                       engine.verdict(notice.stack), open);
    for (Outbox *outbox : m_notices)
        outbox->push(body);
}

// Silent when no frame has come since the last beat: whoever waits for it shall notice.
void Dispatch::beat() {
    if (!std::exchange(m_hasNewFrames, false))
        return;
    const Engine &engine = m_session.engine();
    const size_t count = engine.configuration().endpoints.size();
    int answering = 0;
    for (size_t i = 0; i < count; ++i)
        answering += engine.endpoint(static_cast<EndpointId>(i)).state == EndpointState::Up ? 1 : 0;
    m_heartbeat->replace(heartbeatBody(engine.now(), answering, static_cast<int>(count)));
}

} // namespace spillway

#include "poller.h"

#include "format.h"
#include "probe.h"
#include "schedule.h"

#include <QTimer>

namespace spillway {

namespace {

// Trying again at once would be refused again, and may lock the account.
bool staysRefused(FailureKind kind) {
    switch (kind) {
    case FailureKind::Authentication:
    case FailureKind::Permission:
    case FailureKind::Tls:
    case FailureKind::Configuration:
        return true;
    default:
        return false;
    }
}

Failure noAnswer(const QString &waitingFor, Duration deadline) {
    const QString time =
        deadline < 2s ? QStringLiteral("%1\u00a0ms").arg(deadline.count()) : formatDuration(deadline);
    const bool connected = waitingFor == QLatin1String("reply") || waitingFor == QLatin1String("log in") ||
                           waitingFor == QLatin1String("TLS");
    if (!connected)
        return {FailureKind::NoAnswer, Poller::tr("no answer to %1 in %2").arg(waitingFor, time),
                Poller::tr("check that the host is up and that no firewall drops the packets")};
    QString what = Poller::tr("connected but not answering for %1").arg(time);
    if (waitingFor != QLatin1String("reply"))
        what += QStringLiteral(" (%1)").arg(waitingFor);
    return {FailureKind::NoAnswer, what, Poller::tr("the server is stopped, stalled or overloaded")};
}

} // namespace

struct Poller::Watch {
    enum class Question { None, Starting, InFlight };

    Watch(EndpointId endpointId, Target target)
        : id(endpointId)
        , schedule(Schedule::forName(target.endpoint.name, target.endpoint.every))
        , probe(std::move(target.probe)) {
        for (QTimer *timer : {&slotTimer, &deadlineTimer}) {
            timer->setSingleShot(true);
            timer->setTimerType(Qt::PreciseTimer);
        }
    }

    EndpointId id;
    Schedule schedule;
    std::unique_ptr<Probe> probe;
    QTimer slotTimer;
    QTimer deadlineTimer;
    std::optional<qint64> slot; // the last one that started
    qint64 skipped = 0;
    Question question = Question::None;
    quint64 questions = 0; // number of the newest question
    Instant askedAt;
    std::optional<Failure> refusal; // the last answer, if it stays refused
};

Poller::Poller(std::vector<Target> targets, const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock) {
    for (Target &target : targets) {
        Q_ASSERT(target.probe);
        const auto id = static_cast<EndpointId>(m_watches.size());
        Watch &watch = *m_watches.emplace_back(std::make_unique<Watch>(id, std::move(target)));
        connect(&watch.slotTimer, &QTimer::timeout, this, [this, &watch] { startSlot(watch); });
        connect(&watch.deadlineTimer, &QTimer::timeout, this, [this, &watch] { giveUp(watch); });
        connect(watch.probe.get(), &Probe::finished, this,
                [this, &watch](const Outcome<Reading> &outcome) { answer(watch, outcome); });
    }
}

Poller::~Poller() {
    for (const auto &watch : m_watches)
        watch->probe->disconnect(this);
}

qint64 Poller::skippedSlots(EndpointId endpoint) const {
    return m_watches[endpoint]->skipped;
}

void Poller::start() {
    for (const auto &watch : m_watches) {
        watch->slot.reset();
        watch->slotTimer.start(watch->schedule.phase() % std::min(watch->schedule.every(), Duration(1000)));
    }
}

void Poller::stop() {
    for (const auto &watch : m_watches) {
        watch->slotTimer.stop();
        drop(*watch);
    }
}

void Poller::pollNow() {
    for (const auto &watch : m_watches) {
        if (watch->question == Watch::Question::None)
            ask(*watch);
    }
}

void Poller::startSlot(Watch &watch) {
    const Instant now = m_clock->now();
    watch.slotTimer.start(watch.schedule.untilNext(now));
    const qint64 slot = watch.schedule.slotAt(now);
    if (watch.slot && slot <= *watch.slot)
        return; // the timer was a moment early
    if (watch.slot)
        watch.skipped += slot - *watch.slot - 1;
    watch.slot = slot;
    if (watch.question != Watch::Question::None)
        ++watch.skipped;
    else if (watch.refusal && now - watch.askedAt < RetryRefused)
        emit frameReady(Frame{now, watch.id, Duration::zero(), *watch.refusal});
    else
        ask(watch);
}

void Poller::ask(Watch &watch) {
    watch.askedAt = m_clock->now();
    watch.question = Watch::Question::Starting;
    ++watch.questions;
    watch.deadlineTimer.start(deadlineFor(watch.schedule.every()));
    watch.probe->poll();
    watch.question = Watch::Question::InFlight;
}

void Poller::answer(Watch &watch, const Outcome<Reading> &outcome) {
    if (watch.question == Watch::Question::InFlight) {
        settle(watch, outcome);
    } else if (watch.question == Watch::Question::Starting) {
        // A probe that answers within poll(): nobody may see a frame before poll() has returned.
        const auto later = [this, &watch, outcome, number = watch.questions] {
            if (watch.question == Watch::Question::InFlight && watch.questions == number)
                settle(watch, outcome);
        };
        QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
    }
    // else: late or repeated; its slot has had its frame
}

void Poller::giveUp(Watch &watch) {
    const Failure failure = noAnswer(watch.probe->waitingFor(), deadlineFor(watch.schedule.every()));
    drop(watch);
    settle(watch, failure);
}

void Poller::settle(Watch &watch, const Outcome<Reading> &outcome) {
    watch.question = Watch::Question::None;
    watch.deadlineTimer.stop();
    watch.refusal.reset();
    if (!outcome && staysRefused(outcome.failure().kind))
        watch.refusal = outcome.failure();
    const Instant now = m_clock->now();
    emit frameReady(Frame{now, watch.id, now - watch.askedAt, outcome});
}

void Poller::drop(Watch &watch) {
    if (watch.question == Watch::Question::None)
        return;
    watch.question = Watch::Question::None;
    watch.deadlineTimer.stop();
    watch.probe->abort();
}

} // namespace spillway

#include "schedule.h"

#include <QtGlobal>

#include <algorithm>

namespace spillway {

namespace {

// FNV-1a: the same phase on every machine and with every Qt, which qHash does not promise.
quint64 fingerprint(const QString &name) {
    quint64 hash = 0xcbf29ce484222325;
    const QByteArray bytes = name.toUtf8();
    for (const char byte : bytes) {
        hash ^= static_cast<quint8>(byte);
        hash *= 0x100000001b3;
    }
    return hash;
}

} // namespace

Schedule::Schedule(Duration every, Duration phase)
    : m_every(every)
    , m_phase(phase) {
    Q_ASSERT(every > Duration::zero() && phase >= Duration::zero() && phase < every);
}

Schedule Schedule::forName(const QString &name, Duration every) {
    const auto length = static_cast<quint64>(every.count());
    return Schedule(every, Duration(static_cast<qint64>(fingerprint(name) % length)));
}

qint64 Schedule::slotAt(Instant at) const {
    const Duration shifted = at.sinceEpoch - m_phase;
    const qint64 slot = shifted / m_every;
    return shifted % m_every < Duration::zero() ? slot - 1 : slot;
}

Instant Schedule::startOf(qint64 slot) const {
    return Instant{slot * m_every + m_phase};
}

Duration Schedule::untilNext(Instant at) const {
    return startOf(slotAt(at) + 1) - at;
}

Duration deadlineFor(Duration every) {
    return std::clamp(every * 9 / 10, Duration(200), Duration(2000));
}

} // namespace spillway

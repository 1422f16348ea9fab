#include "delivery/outbox.h"

#include <algorithm>

namespace spillway {

Outbox::Outbox(const QString &name, std::unique_ptr<Carrier> carrier, QObject *parent)
    : QObject(parent)
    , m_name(name)
    , m_carrier(std::move(carrier)) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Outbox::sendNext);
    connect(m_carrier.get(), &Carrier::failed, this, &Outbox::takeFailure);
    connect(m_carrier.get(), &Carrier::carried, this, [this] {
        m_isSending = false;
        m_pause = FirstPause;
        m_waiting.pop_front();
        if (std::exchange(m_isTroubled, false))
            emit recovered(m_dropped == 0 ? tr("%1: handing on again, nothing is lost").arg(m_name)
                                          : tr("%1: handing on again, %n message(s) lost", nullptr,
                                               static_cast<int>(m_dropped))
                                                .arg(m_name));
        emit delivered();
        sendNext();
    });
}

Outbox::~Outbox() = default;

void Outbox::push(const QByteArray &message) {
    m_waiting.push_back(message);
    if (m_waiting.size() > Most)
        drop();
    if (!m_retry.isActive())
        sendNext();
}

void Outbox::replace(const QByteArray &message) {
    m_waiting.resize(m_isSending ? 1 : 0);
    push(message);
}

void Outbox::sendNext() {
    if (m_isSending || m_waiting.empty())
        return;
    m_isSending = true;
    m_carrier->carry(m_waiting.front());
}

// The oldest that is not on its way.
void Outbox::drop() {
    m_waiting.erase(m_waiting.begin() + (m_isSending ? 1 : 0));
    ++m_dropped;
}

void Outbox::takeFailure(const Failure &why, Carrier::Again again) {
    m_isSending = false;
    if (again == Carrier::Again::Never) {
        m_waiting.pop_front();
        ++m_dropped;
    }
    if (!std::exchange(m_isTroubled, true))
        emit troubled(
            again == Carrier::Again::Never
                ? tr("%1: %2; the message is dropped").arg(m_name, why.what)
                : tr("%1: %2; it is tried again, up to %3 messages wait").arg(m_name, why.what).arg(Most));
    if (m_waiting.empty())
        return;
    m_retry.start(m_pause);
    m_pause = std::min(m_pause * 2, LongestPause);
}

} // namespace spillway

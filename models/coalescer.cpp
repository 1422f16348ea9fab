#include "coalescer.h"

#include "session.h"

namespace spillway {

Coalescer::Coalescer(const Session *session, std::function<void()> refresh) {
    m_pending.setSingleShot(true);
    QObject::connect(&m_pending, &QTimer::timeout, &m_pending, std::move(refresh));
    QObject::connect(session, &Session::changed, &m_pending, qOverload<>(&QTimer::start));
}

} // namespace spillway

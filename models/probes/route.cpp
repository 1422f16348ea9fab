#include "route.h"

#include <QHostInfo>

#include <chrono>

namespace spillway {

using namespace std::chrono_literals;

Route::Route(const QString &host, QObject *parent)
    : QObject(parent)
    , m_host(host) {
    m_patience.setSingleShot(true);
    m_patience.setInterval(250ms);
    connect(&m_patience, &QTimer::timeout, this, &Route::tookTooLong);
}

Route::~Route() {
    settle();
}

void Route::find() {
    settle();
    // QHostInfo would ask the resolver for the name of a literal address.
    if (const QHostAddress literal(m_host); !literal.isNull()) {
        m_addresses = {literal};
        emit found();
        return;
    }
    m_lookup = QHostInfo::lookupHost(m_host, this, &Route::take);
}

void Route::take(const QHostInfo &info) {
    if (info.lookupId() != m_lookup)
        return; // of a question that was given up
    m_lookup = -1;
    m_addresses = info.addresses();
    if (hasNext())
        emit found();
    else
        emit failed({FailureKind::Unresolved, QStringLiteral("the host name has no address"),
                     QStringLiteral("Check the name in the URL.")});
}

QHostAddress Route::next() {
    const QHostAddress address = m_addresses.takeFirst();
    m_patience.stop();
    if (hasNext())
        m_patience.start();
    return address;
}

void Route::settle() {
    m_patience.stop();
    m_addresses.clear();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
}

} // namespace spillway

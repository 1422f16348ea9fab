#pragma once
// Carries one message out of the process. carry() again only after carried() or failed() answered it,
// exactly once and never before carry() returned. Destruction never blocks. GUI thread.

#include "outcome.h"

#include <QByteArray>
#include <QObject>

namespace spillway {

class Carrier : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // Later: nobody took it, or it is not known. Never: it was understood and refused.
    enum class Again { Later, Never };

    virtual void carry(const QByteArray &message) = 0;

signals:
    void carried();
    void failed(const spillway::Failure &why, spillway::Carrier::Again again);
};

} // namespace spillway

#pragma once
// Where notices go: the desktop's notification service (ui/), a line on a terminal, or nowhere. A
// notifier never blocks and never throws away silently: failed() says why nothing was shown.

#include "notice.h"

#include <QObject>

namespace spillway {

class Notifier : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void show(const Notice &notice) = 0;

signals:
    void acknowledged(const spillway::Notice &notice);
    void snoozed(const spillway::Notice &notice, spillway::Duration length);
    void opened(const spillway::Notice &notice);
    // The service is absent or did not answer; the window shows the notice itself.
    void failed(const spillway::Notice &notice, const QString &why);
};

} // namespace spillway

#pragma once
// Joins the changes of a burst of frames into one call: a view model refreshes once per pass of the
// event loop, however fast a recording runs. Owned by the model it calls; GUI thread.

#include <QTimer>

#include <functional>

namespace spillway {

class Session;

class Coalescer {
public:
    Coalescer(const Session *session, std::function<void()> refresh);

private:
    QTimer m_pending;
};

} // namespace spillway

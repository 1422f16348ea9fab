#pragma once
// A notifier for runs without a desktop: one line per notice on a terminal or in a file. What servers
// and files may have put into a text cannot move the cursor or start a new line. GUI thread.

#include "notifier.h"

class QIODevice;

namespace spillway {

class LogNotifier : public Notifier {
    Q_OBJECT
public:
    // The device is open for writing and outlives the notifier.
    explicit LogNotifier(QIODevice *out, QObject *parent = nullptr);
    void show(const Notice &notice) override;

private:
    QIODevice *m_out;
};

} // namespace spillway

#pragma once
// Notices on the desktop, or, when the user does not want them there, inside the window only. Owned by the
// window command; the notifier behind it outlives it.

#include "notifier.h"

namespace spillway {

class NoticeSwitch : public Notifier {
    Q_OBJECT
public:
    explicit NoticeSwitch(Notifier *behind, QObject *parent = nullptr);

    void show(const Notice &notice) override;
    void setOn(bool on) { m_isOn = on; }

private:
    Notifier *m_behind;
    bool m_isOn = true;
};

} // namespace spillway

#include "noticeswitch.h"

namespace spillway {

NoticeSwitch::NoticeSwitch(Notifier *behind, QObject *parent)
    : Notifier(parent)
    , m_behind(behind) {
    connect(behind, &Notifier::acknowledged, this, &Notifier::acknowledged);
    connect(behind, &Notifier::snoozed, this, &Notifier::snoozed);
    connect(behind, &Notifier::opened, this, &Notifier::opened);
    connect(behind, &Notifier::failed, this, &Notifier::failed);
}

void NoticeSwitch::show(const Notice &notice) {
    if (m_isOn)
        m_behind->show(notice);
    else
        emit failed(notice, tr("notices on the desktop are turned off"));
}

} // namespace spillway

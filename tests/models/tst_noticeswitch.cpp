// Notices go to the desktop, or, turned off, are said to have failed there so that the window shows them.

#include "noticeswitch.h"

#include <QSignalSpy>
#include <QtTest>

using namespace spillway;

class TestNoticeSwitch : public QObject {
    Q_OBJECT
private slots:
    void passesOnOrKeepsInside();
    void tellsWhatTheDesktopSays();
};

namespace {

class Desktop : public Notifier {
public:
    void show(const Notice &notice) override { shown << notice.title; }
    QStringList shown;
};

} // namespace

void TestNoticeSwitch::passesOnOrKeepsInside() {
    Desktop desktop;
    NoticeSwitch notices(&desktop);
    QSignalSpy failed(&notices, &Notifier::failed);
    Notice notice;
    notice.title = QStringLiteral("one");
    notices.show(notice);
    notices.setOn(false);
    notice.title = QStringLiteral("two");
    notices.show(notice);
    QCOMPARE(desktop.shown, QStringList{QStringLiteral("one")});
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.front()[1].toString().contains(QStringLiteral("turned off")));
}

void TestNoticeSwitch::tellsWhatTheDesktopSays() {
    Desktop desktop;
    NoticeSwitch notices(&desktop);
    QSignalSpy acknowledged(&notices, &Notifier::acknowledged);
    QSignalSpy opened(&notices, &Notifier::opened);
    QSignalSpy failed(&notices, &Notifier::failed);
    emit desktop.acknowledged({});
    emit desktop.opened({});
    emit desktop.failed({}, QStringLiteral("no service"));
    QCOMPARE(acknowledged.count() + opened.count() + failed.count(), 3);
}

QTEST_GUILESS_MAIN(TestNoticeSwitch)
#include "tst_noticeswitch.moc"

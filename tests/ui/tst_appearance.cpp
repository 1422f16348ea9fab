// Light or dark: the user's choice before the desktop's, the desktop's before its palette; kept in a file
// that may hold anything.

#include "appearance.h"
#include "privatebus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace spillway;

// A desktop that says what it likes.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    explicit FakePortal(const QString &address) {
        QDBusConnection bus = QDBusConnection::connectToBus(address, QStringLiteral("portal"));
        m_isThere = bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
                                       QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) &&
                    bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }
    ~FakePortal() override { QDBusConnection::disconnectFromBus(QStringLiteral("portal")); }
    bool isThere() const { return m_isThere; }

public slots:
    QDBusVariant Read(const QString &, const QString &) {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(m_scheme)));
    }

private:
    bool m_isThere = false;
    uint m_scheme = 1;
};

class TestAppearance : public QObject {
    Q_OBJECT
private slots:
    void choiceComesFirst();
    void paletteDecidesWithoutABus();
    void choicesAreKept_data();
    void choicesAreKept();
    void anyFileIsRead_data();
    void anyFileIsRead();
};

void TestAppearance::choiceComesFirst() {
    PrivateBus bus;
    QVERIFY(bus.start());
    FakePortal portal(bus.address());
    Appearance appearance(ThemeChoice::Desktop, bus.address());
    QTRY_VERIFY(appearance.theme().isDark());
    QSignalSpy changed(&appearance, &Appearance::changed);
    appearance.setChoice(ThemeChoice::Light);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!appearance.theme().isDark());
    appearance.setChoice(ThemeChoice::Desktop);
    QVERIFY(appearance.theme().isDark());
}

void TestAppearance::paletteDecidesWithoutABus() {
    Appearance appearance(ThemeChoice::Desktop, QStringLiteral("unix:path=/nonexistent"));
    for (const Theme &theme : {Theme::dark(), Theme::light()}) {
        QGuiApplication::setPalette(theme.palette());
        QTRY_COMPARE(appearance.theme(), theme);
    }
}

void TestAppearance::choicesAreKept_data() {
    QTest::addColumn<ThemeChoice>("theme");
    QTest::newRow("as the desktop") << ThemeChoice::Desktop;
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

void TestAppearance::choicesAreKept() {
    QFETCH(ThemeChoice, theme);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new/preferences.ini"));
    Preferences preferences;
    preferences.theme = theme;
    preferences.span = spanChoices().back();
    preferences.desktopNotices = false;
    QVERIFY(savePreferences(preferences, path));
    QCOMPARE(loadPreferences(path), preferences);
}

void TestAppearance::anyFileIsRead_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a theme that there is not") << QByteArray("theme=purple\n");
    QTest::newRow("a span that there is not") << QByteArray("span_minutes=-3\n");
    QTest::newRow("noise") << QByteArray("\xff\x00[[[=\n\n]theme", 14);
}

void TestAppearance::anyFileIsRead() {
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("preferences.ini")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QCOMPARE(loadPreferences(file.fileName()), Preferences());
}

QTEST_MAIN(TestAppearance)
#include "tst_appearance.moc"

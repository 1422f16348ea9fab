// The wall as it is met from across the room: what takes the stage, what it says when it is blind, that
// no word is cut or too small from one stack to sixty, that pages turn but trouble stays, and that what
// is not renewed ages.

#include "clock.h"
#include "manystacks.h"
#include "textwalk.h"
#include "wall/stacktile.h"
#include "wall/stage.h"
#include "wall/wall.h"
#include "wall/wallheader.h"
#include "workstation/marks.h"

#include <QDir>
#include <QTest>

using namespace spillway;

class TestWall : public QObject {
    Q_OBJECT
private slots:
    void textFits_data();
    void textFits();
    void worstTakesTheStage();
    void aWarningTakesTheStage();
    void blindIsNeverGreen();
    void silenceReplacesNumbers();
    void agesWithoutFrames();
    void pagesTurnButTroubleStays();
    void shiftsAgainstBurnIn();
    void aNewStateIsLoudForAWhile();
    void replayIsFramed();
    void waitsVisibly();
    void nothingIsPaintedTwice();
    void nothingHappensWhileHidden();
};

namespace {

constexpr int learned = 45; // polls until the usual is known

fixture::Second lostHits() {
    fixture::Second bad;
    bad.hits = 400;
    bad.misses = 600;
    bad.statements = 620;
    bad.active = 19;
    return bad;
}

struct Screen {
    Wall wall;

    Screen(Session &session, QSize size, const Clock *clock = nullptr, const WallOptions &options = {},
           const Theme &theme = Theme::dark())
        : wall(&session, clock, theme, options) {
        wall.resize(size);
        wall.show();
        wall.refreshNow();
        QCoreApplication::processEvents();
    }
    QStringList words() const {
        QStringList words;
        for (const TextLabel *label : wall.findChildren<TextLabel *>())
            if (label->isVisible() && !label->text().isEmpty())
                words << label->text();
        return words;
    }
    std::vector<StackTile *> tiles() const {
        std::vector<StackTile *> tiles;
        for (StackTile *tile : wall.findChildren<StackTile *>())
            if (tile->isVisible())
                tiles.push_back(tile);
        return tiles;
    }
    const Stage *stage() const { return wall.findChild<Stage *>(); }
    QString counts() const { return wall.findChild<WallHeader *>()->countsText(); }
};

constexpr QSize fullHd(1920, 1080);

} // namespace

void TestWall::textFits_data() {
    QTest::addColumn<int>("stacks");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    const auto row = [](int stacks, const char *state, QSize size) {
        QTest::addRow("%d stacks, %s, on %dx%d", stacks, state, size.width(), size.height())
            << stacks << QString::fromLatin1(state) << size << 1.0;
    };
    for (const char *state : {"quiet", "incident", "blind"}) {
        for (const int stacks : {1, 2, 4, 9, 15, 24, 60})
            row(stacks, state, fullHd);
        for (const int stacks : {1, 9, 60})
            row(stacks, state, QSize(3840, 2160));
        for (const QSize &size : {QSize(1280, 720), QSize(1080, 1920), QSize(1024, 768)})
            row(9, state, size);
    }
    QTest::newRow("nine stacks in larger text") << 9 << QStringLiteral("incident") << fullHd << 1.3;
}

void TestWall::textFits() {
    QFETCH(int, stacks);
    QFETCH(QString, state);
    QFETCH(QSize, size);
    QFETCH(double, scale);
    ManyStacks many(stacks);
    many.run(learned);
    if (state == QLatin1String("incident")) {
        many.second(0) = lostHits();
        many.run(45);
    } else if (state == QLatin1String("blind")) {
        many.silence(0);
        many.silence(1);
        many.run(42);
    }
    Screen screen(many.session(), size, nullptr, {.scale = scale});
    QCOMPARE(screen.wall.hasStage(), state == QLatin1String("incident"));
    const qreal height = std::min<qreal>(size.height(), size.width() * 0.6);
    const QStringList faults = faultsOfText(screen.wall, std::floor(height * 0.015 * scale));
    const QImage picture = screen.wall.grab().toImage();
    if (qEnvironmentVariableIsSet("SPILLWAY_PICTURES")) {
        QDir().mkpath(QStringLiteral("out"));
        picture.save(
            QStringLiteral("out/wall-%1-%2-%3-%4.png").arg(state).arg(stacks).arg(size.height()).arg(scale));
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QCOMPARE(picture.size(), size);
}

void TestWall::worstTakesTheStage() {
    ManyStacks many(6);
    many.run(learned);
    many.second(3) = lostHits();
    many.run(45);
    Screen screen(many.session(), fullHd);
    QVERIFY(screen.wall.hasStage());
    const StackGlance &glance = screen.stage()->glance();
    QCOMPARE(glance.name, QStringLiteral("search"));
    QCOMPARE(glance.health, Health::Critical);
    QCOMPARE(glance.culprit, QStringLiteral("CACHE"));
    QCOMPARE(screen.counts(), QStringLiteral("1 critical · 5 healthy"));
    const QStringList words = screen.words();
    QVERIFY(words.contains(QStringLiteral("The cache is overloading the database")));
    QVERIFY2(words.contains(QStringLiteral("active sessions · capacity 16")), qPrintable(words.join(u'\n')));
    // The key numbers are at least 9 % of the screen's height.
    int large = 0;
    for (const TextLabel *label : screen.stage()->findChildren<TextLabel *>())
        large += label->textFont().pixelSize() >= 1080 * 0.09;
    QCOMPARE(large, 3);
    QCOMPARE(screen.tiles().size(), size_t(5));
}

void TestWall::aWarningTakesTheStage() {
    ManyStacks many(3);
    many.run(learned);
    many.second(1).hits = 720; // below the warning, above the critical limit
    many.second(1).misses = 280;
    many.run(100);
    Screen screen(many.session(), fullHd);
    QVERIFY(screen.wall.hasStage());
    QCOMPARE(screen.stage()->glance().name, QStringLiteral("profiles"));
    QVERIFY(!screen.stage()->glance().sentence.isEmpty());
}

void TestWall::blindIsNeverGreen() {
    ManyStacks many(3);
    many.run(learned);
    many.silence(2);
    many.run(10);
    Screen screen(many.session(), fullHd);
    QVERIFY(!screen.wall.hasStage());
    const StackTile *first = screen.tiles().front();
    QCOMPARE(first->glance().name, QStringLiteral("profiles"));
    QVERIFY(first->glance().isBlind);
    QCOMPARE(first->glance().health, Health::Unknown);
    QCOMPARE(screen.counts(), QStringLiteral("1 unknown · 2 healthy"));
    QVERIFY2(first->glance().remark.startsWith(QStringLiteral("profiles-cache silent for ")),
             qPrintable(first->glance().remark));
    const QImage picture = screen.wall.grab().toImage();
    const QColor green = Theme::dark().healthy;
    for (int y = 0; y < first->height(); ++y)
        for (int x = 0; x < first->width(); ++x)
            QVERIFY(picture.pixelColor(first->mapTo(&screen.wall, QPoint(x, y))) != green);
}

void TestWall::silenceReplacesNumbers() {
    ManyStacks many(2);
    many.run(learned);
    many.silence(0);
    many.silence(1);
    many.run(42);
    Screen screen(many.session(), fullHd);
    const StackGlance &glance = screen.tiles().front()->glance();
    QCOMPARE(glance.hitRatio.text, noNumber());
    QCOMPARE(glance.load.text, noNumber());
    QCOMPARE(glance.load.age, GlanceNumber::Age::Unknown);
    QCOMPARE(glance.remark, QStringLiteral(u"no data for 42\u00a0s, since 09:30"));
}

// The program asks nobody any more, or the machine slept: the picture must not stay as it was.
void TestWall::agesWithoutFrames() {
    ManyStacks many(2);
    many.run(learned);
    ManualClock clock(many.now());
    Screen screen(many.session(), fullHd, &clock);
    QCOMPARE(screen.counts(), QStringLiteral("2 healthy"));
    QCOMPARE(screen.tiles().front()->glance().load.age, GlanceNumber::Age::Fresh);
    clock.advance(Duration{60'000});
    screen.wall.beat();
    screen.wall.refreshNow();
    QCOMPARE(screen.counts(), QStringLiteral("2 unknown"));
    QCOMPARE(screen.tiles().front()->glance().hitRatio.text, noNumber());
    QVERIFY2(screen.tiles().front()->glance().remark.startsWith(QStringLiteral("no data for 1")),
             qPrintable(screen.tiles().front()->glance().remark));
    QVERIFY2(screen.words().join(u'\n').contains(QStringLiteral("the last data are 1")),
             qPrintable(screen.words().join(u'\n')));
    many.run(61);
    screen.wall.refreshNow();
    QCOMPARE(screen.counts(), QStringLiteral("2 healthy"));
}

void TestWall::pagesTurnButTroubleStays() {
    ManyStacks many(60);
    many.run(learned);
    many.second(5) = lostHits();
    many.silence(2 * 40);
    many.run(45);
    Screen screen(many.session(), fullHd, nullptr, {.rotate = Duration{2000}});
    QVERIFY(screen.wall.pages() > 1);
    std::set<QString> seen;
    for (int page = 0; page < screen.wall.pages(); ++page) {
        QCOMPARE(screen.wall.page(), page);
        QCOMPARE(screen.stage()->glance().name, QStringLiteral("pricing"));
        QCOMPARE(screen.tiles().front()->glance().name, QStringLiteral("service-41"));
        for (const StackTile *tile : screen.tiles())
            seen.insert(tile->glance().name);
        screen.wall.beat();
        QCOMPARE(screen.wall.page(), page);
        screen.wall.beat();
        screen.wall.refreshNow();
    }
    QCOMPARE(screen.wall.page(), 0);
    QCOMPARE(seen.size(), size_t(59));
}

void TestWall::shiftsAgainstBurnIn() {
    ManyStacks many(2);
    many.run(learned);
    Screen screen(many.session(), fullHd);
    std::set<std::pair<int, int>> places;
    for (int minute = 0; minute < 8; ++minute) {
        for (int beat = 0; beat < Wall::shiftBeats; ++beat)
            screen.wall.beat();
        const QPoint place = screen.tiles().front()->mapTo(&screen.wall, QPoint());
        places.emplace(place.x(), place.y());
        QVERIFY(faultsOfText(screen.wall).isEmpty());
    }
    QCOMPARE(places.size(), size_t(8));
}

void TestWall::aNewStateIsLoudForAWhile() {
    ManyStacks many(2);
    many.run(learned);
    Screen screen(many.session(), fullHd);
    const auto picture = [&] {
        screen.wall.refreshNow();
        StackTile *tile = screen.tiles().front();
        const QColor corner = tile->grab().toImage().pixelColor(tile->width() / 2, 8);
        return corner;
    };
    many.silence(0);
    many.run(6);
    std::set<QRgb> first;
    std::set<QRgb> later;
    for (int second = 0; second < 10; ++second, many.run(1))
        first.insert(picture().rgb());
    for (int second = 0; second < 10; ++second, many.run(1))
        later.insert(picture().rgb());
    QVERIFY(first.size() > 1);
    QCOMPARE(later.size(), size_t(1));
}

void TestWall::replayIsFramed() {
    ManyStacks many(2, Session::Mode::Replay);
    many.session().setSourceName(QStringLiteral("march-3.spill"));
    many.run(learned);
    Screen screen(many.session(), fullHd);
    const QImage picture = screen.wall.grab().toImage();
    for (const QPoint &corner : {QPoint(0, 0), QPoint(1919, 0), QPoint(0, 1079), QPoint(1919, 1079)})
        QCOMPARE(picture.pixelColor(corner), replayColour(Theme::dark()));
    QVERIFY(screen.words().join(u'\n').contains(QStringLiteral("REPLAY of march-3.spill")));
}

void TestWall::waitsVisibly() {
    ManyStacks many(2);
    Screen screen(many.session(), fullHd);
    QCOMPARE(screen.counts(), QStringLiteral("2 unknown"));
    QVERIFY(screen.words().contains(QStringLiteral("waiting for the first answers")));
    QVERIFY(screen.words().contains(QStringLiteral("no data yet")));
}

void TestWall::nothingIsPaintedTwice() {
    ManyStacks many(9);
    many.run(learned);
    Screen screen(many.session(), fullHd);
    struct Watch : QObject {
        int paints = 0;
        bool eventFilter(QObject *, QEvent *event) override {
            paints += event->type() == QEvent::Paint;
            return false;
        }
    } watch;
    for (QWidget *widget : screen.wall.findChildren<QWidget *>())
        widget->installEventFilter(&watch);
    screen.wall.refreshNow(); // nothing is new
    QCoreApplication::processEvents();
    QCOMPARE(watch.paints, 0);
    many.run(1);
    screen.wall.refreshNow();
    QCoreApplication::processEvents();
    QVERIFY(watch.paints > 0);
}

void TestWall::nothingHappensWhileHidden() {
    ManyStacks many(2);
    many.run(learned);
    Screen screen(many.session(), fullHd);
    const QString before = screen.tiles().front()->glance().hitRatio.text;
    StackTile *tile = screen.tiles().front();
    screen.wall.hide();
    many.second(0) = lostHits();
    many.run(20);
    QTest::qWait(0);
    QCOMPARE(tile->glance().hitRatio.text, before);
    screen.wall.show();
    QVERIFY(tile->glance().hitRatio.text != before || screen.wall.hasStage());
}

QTEST_MAIN(TestWall)
#include "tst_wall.moc"

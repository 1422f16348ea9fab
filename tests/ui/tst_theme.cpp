// Both palettes can be read: text at 4.5:1, marks at 3:1, on every surface they lie on. Shapes of states
// differ without colour. Figures are equally wide.

#include "engine.h"
#include "figures.h"
#include "statemark.h"
#include "theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QtTest>

using namespace spillway;

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void textAndMarksAreReadable_data();
    void textAndMarksAreReadable();
    void fitsTheDesktop();
    void contrastIsThatOfWcag();
    void statesDifferInShape();
    void figuresAreEquallyWide();
    void elidedFiguresFit();
};

void TestTheme::textAndMarksAreReadable_data() {
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QColor>("mark");
    QTest::addColumn<double>("least");
    for (const bool dark : {true, false}) {
        const Theme theme = dark ? Theme::dark() : Theme::light();
        const auto row = [&](const char *what, const QColor &colour, double least) {
            QTest::addRow("%s, %s", dark ? "dark" : "light", what) << dark << colour << least;
        };
        row("text", theme.text, 4.5);
        row("muted text", theme.muted, 4.5);
        // These also stand in words: numbers, thresholds, legends.
        row("cache", theme.cache, 4.5);
        row("database", theme.database, 4.5);
        row("healthy", theme.healthy, 4.5);
        row("warning", theme.warning, 4.5);
        row("critical", theme.critical, 4.5);
        row("traffic", theme.traffic, 3);
        row("other clients", theme.otherClients, 3);
        row("unknown", theme.unknown, 3);
    }
}

void TestTheme::textAndMarksAreReadable() {
    QFETCH(bool, dark);
    QFETCH(QColor, mark);
    QFETCH(double, least);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    const double got = contrast(mark, theme.panel);
    QVERIFY2(got >= least, qPrintable(QString::number(got)));
}

void TestTheme::fitsTheDesktop() {
    QCOMPARE(Theme::fitting(Theme::dark().palette()), Theme::dark());
    QCOMPARE(Theme::fitting(Theme::light().palette()), Theme::light());
    QVERIFY(Theme::dark().isDark());
    QVERIFY(!Theme::light().isDark());
}

void TestTheme::contrastIsThatOfWcag() {
    QVERIFY(std::abs(contrast(Qt::white, Qt::black) - 21) < 0.001);
    QVERIFY(std::abs(contrast(Qt::black, Qt::black) - 1) < 0.001);
    QVERIFY(std::abs(contrast(QColor(0x777777), Qt::white) - 4.48) < 0.01);
}

void TestTheme::statesDifferInShape() {
    std::vector<QImage> shapes;
    Theme grey = Theme::dark();
    grey.healthy = grey.warning = grey.critical = grey.unknown = Qt::white;
    for (const Health health : {Health::Healthy, Health::Warning, Health::Critical, Health::Unknown}) {
        QImage image(14, 14, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        drawState(painter, QRectF(1, 1, 12, 12), grey, health);
        painter.end();
        shapes.push_back(image);
    }
    for (size_t a = 0; a < shapes.size(); ++a)
        for (size_t b = a + 1; b < shapes.size(); ++b) {
            int differing = 0;
            for (int y = 0; y < 14; ++y)
                for (int x = 0; x < 14; ++x)
                    differing += std::abs(qGray(shapes[a].pixel(x, y)) - qGray(shapes[b].pixel(x, y))) > 128;
            QVERIFY2(differing >= 14,
                     qPrintable(QStringLiteral("%1 and %2: %3").arg(a).arg(b).arg(differing)));
        }
}

void TestTheme::figuresAreEquallyWide() {
    const QFont font = Theme::dark().font(13);
    QCOMPARE(figuresWidth(font, QStringLiteral("111.1 %")), figuresWidth(font, QStringLiteral("888.8 %")));
    // Words are as wide as ever.
    QCOMPARE(figuresWidth(font, QStringLiteral("hit ratio")),
             QFontMetricsF(font).horizontalAdvance(QStringLiteral("hit ratio")));
}

void TestTheme::elidedFiguresFit() {
    const QFont font = Theme::dark().font(12);
    const QString text = QStringLiteral("per second · 1 240 lookups · 728 misses");
    for (const qreal width : {400.0, 150.0, 60.0, 20.0, 0.0}) {
        const QString shown = elidedFigures(font, text, width);
        QVERIFY(figuresWidth(font, shown) <= width || shown.isEmpty());
        QVERIFY(shown == text || shown.isEmpty() || shown.endsWith(QChar(0x2026)));
    }
    QCOMPARE(elidedFigures(font, text, 1000), text);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

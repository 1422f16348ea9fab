#include "windowsum.h"

#include <QTest>

using namespace spillway;

static Sample ratio(qint64 second, double hits, double lookups) {
    return {{0, SeriesId::WholeStack, Metric::HitRatio}, Instant::fromMs(second * 1000), hits, lookups};
}

class TestWindowSum : public QObject {
    Q_OBJECT
private slots:
    void aBusySecondOutweighsAQuietOne() {
        WindowSum window(10s);
        window.add(ratio(1, 1, 1));
        window.add(ratio(2, 0, 999));
        QCOMPARE(*window.value(), 1.0 / 1000); // the mean of the ratios would say one half
    }
    void forgetsWhatIsOlderThanTheWindow() {
        WindowSum window(3s);
        for (int second = 1; second <= 5; ++second)
            window.add(ratio(second, second, 10));
        QCOMPARE(*window.value(), (3.0 + 4 + 5) / 30);
        window.expire(Instant::fromMs(7000));
        QCOMPARE(*window.value(), 0.5);
        window.expire(Instant::fromMs(8000));
        QVERIFY(!window.value());
        QVERIFY(!window.newest());
    }
    void nothingSeenIsUnknown() { QVERIFY(!WindowSum(10s).value()); }
    void staysExactOverALongTime() {
        WindowSum window(5s);
        for (int second = 0; second < 20'000; ++second)
            window.add(ratio(second, 0.1 + second % 7, 1e9 / (1 + second % 11)));
        WindowSum fresh(5s);
        for (int second = 19'995; second < 20'000; ++second)
            fresh.add(ratio(second, 0.1 + second % 7, 1e9 / (1 + second % 11)));
        QVERIFY(qAbs(*window.value() / *fresh.value() - 1) < 1e-9);
    }
};

QTEST_APPLESS_MAIN(TestWindowSum)
#include "tst_windowsum.moc"

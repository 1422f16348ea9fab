#pragma once
// How far two colours are apart for people who see colours differently: Machado, Oliveira and Fernandes
// (2009), severity 1, and the CIEDE2000 difference (Sharma, Wu and Dalal, 2005).

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace spillway {

enum class Vision { Usual, Protan, Deutan, Tritan };
constexpr std::array visions{Vision::Usual, Vision::Protan, Vision::Deutan, Vision::Tritan};

using Triple = std::array<double, 3>;

inline Triple linearRgb(const QColor &colour) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

inline Triple seen(const Triple &rgb, Vision vision) {
    static constexpr std::array<std::array<Triple, 3>, 4> matrices{
        {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
         {{{0.152286, 1.052583, -0.204868},
           {0.114503, 0.786281, 0.099216},
           {-0.003882, -0.048116, 1.051998}}},
         {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
         {{{1.255528, -0.076749, -0.178779},
           {-0.078411, 0.930809, 0.147602},
           {0.004733, 0.691367, 0.303900}}}}};
    Triple out{};
    for (size_t i = 0; i < 3; ++i) {
        const Triple &row = matrices[static_cast<size_t>(vision)][i];
        out[i] = std::clamp(row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2], 0.0, 1.0);
    }
    return out;
}

inline Triple lab(const Triple &rgb) {
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    const double y = f(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    const double z = f((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

inline double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

// Hue in degrees, 0 for a grey.
inline double hue(double a, double b) {
    if (a == 0 && b == 0)
        return 0;
    const double degrees = std::atan2(b, a) * 180 / std::numbers::pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

inline double differenceOfLab(const Triple &one, const Triple &two) {
    constexpr double far = 6103515625; // 25^7
    const double meanChroma = (std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2;
    const double chroma7 = std::pow(meanChroma, 7);
    const double stretch = 1 + 0.5 * (1 - std::sqrt(chroma7 / (chroma7 + far)));
    const double a1 = one[1] * stretch, a2 = two[1] * stretch;
    const double c1 = std::hypot(a1, one[2]), c2 = std::hypot(a2, two[2]);
    const double h1 = hue(a1, one[2]), h2 = hue(a2, two[2]);
    double turn = c1 * c2 == 0 ? 0 : h2 - h1;
    turn -= turn > 180 ? 360 : turn < -180 ? -360 : 0;
    double h = c1 * c2 == 0 ? h1 + h2 : (h1 + h2) / 2;
    if (c1 * c2 != 0 && std::abs(h1 - h2) > 180)
        h += h < 180 ? 180 : -180;
    const double l = (one[0] + two[0]) / 2, c = (c1 + c2) / 2;
    const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h)) +
                     0.32 * std::cos(radians(3 * h + 6)) - 0.2 * std::cos(radians(4 * h - 63));
    const double dL =
        (two[0] - one[0]) / (1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50)));
    const double dC = (c2 - c1) / (1 + 0.045 * c);
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(radians(turn / 2)) / (1 + 0.015 * c * t);
    const double c7 = std::pow(c, 7);
    const double rotation =
        -std::sin(radians(60 * std::exp(-std::pow((h - 275) / 25, 2)))) * 2 * std::sqrt(c7 / (c7 + far));
    return std::sqrt(dL * dL + dC * dC + dH * dH + rotation * dC * dH);
}

inline double colourDifference(const QColor &one, const QColor &two, Vision vision) {
    return differenceOfLab(lab(seen(linearRgb(one), vision)), lab(seen(linearRgb(two), vision)));
}

} // namespace spillway

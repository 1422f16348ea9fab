#include "workstation/widgetstyle.h"

namespace spillway {

namespace {

// Words in braces are replaced by the theme's colours.
constexpr QLatin1String rules(R"(
QPushButton {
    background: {raised}; color: {text}; border: 1px solid {line}; border-radius: 6px;
    padding: 0 14px; min-height: 27px; font-size: 13px; font-weight: 600;
}
QPushButton:hover { border-color: {muted}; }
QPushButton:pressed { background: {line}; }
QPushButton:disabled { color: {unknown}; }
QPushButton:focus { border: 1px solid {cache}; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 3px; color: {text}; }
QToolButton:hover { background: {raised}; }
QToolButton:pressed { background: {line}; }
QToolButton:focus { border-color: {cache}; }
QToolButton::menu-indicator { image: none; }
QTabBar::tab {
    background: transparent; color: {muted}; border: none; border-bottom: 3px solid transparent;
    padding: 0 1px; margin: 0 22px 0 0; height: 41px;
}
QTabBar::tab:hover { color: {text}; }
QTabBar::tab:selected { color: {text}; border-bottom-color: {cache}; }
QTabBar::tab:focus { color: {cache}; }
QListView, QTableView { background: transparent; border: none; outline: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: {muted}; border: none; border-bottom: 1px solid {line};
    padding: 6px 8px; font-size: 12px; font-weight: 600;
}
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle { background: {line}; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: {unknown}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px; }
QMenu::item { padding: 4px 18px; border-radius: 4px; }
QMenu::item:selected { background: {line}; }
QToolTip { background: {raised}; color: {text}; border: 1px solid {line}; padding: 3px; }
QLineEdit { background: {background}; color: {text}; border: 1px solid {line}; border-radius: 5px; padding: 5px 8px; }
QLineEdit:focus { border-color: {cache}; }
QLabel, QCheckBox { color: {text}; background: transparent; }
QCheckBox:focus { color: {cache}; }
QComboBox { background: {raised}; color: {text}; border: 1px solid {line}; border-radius: 5px; padding: 5px 10px; }
QComboBox:focus { border-color: {cache}; }
QComboBox QAbstractItemView { background: {raised}; color: {text}; selection-background-color: {line}; selection-color: {text}; }
QDialog { background: {panel}; color: {text}; }
)");

} // namespace

QString widgetStyle(const Theme &theme) {
    const std::pair<QLatin1String, QColor> names[] = {
        {QLatin1String("{background}"), theme.background},
        {QLatin1String("{panel}"), theme.panel},
        {QLatin1String("{raised}"), theme.raised},
        {QLatin1String("{line}"), theme.line},
        {QLatin1String("{text}"), theme.text},
        {QLatin1String("{muted}"), theme.muted},
        {QLatin1String("{unknown}"), theme.unknown},
        {QLatin1String("{cache}"), theme.cache},
    };
    QString sheet = rules;
    for (const auto &[name, colour] : names)
        sheet.replace(name, colour.name());
    return sheet;
}

} // namespace spillway

#include "health.h"

#include <QCoreApplication>

namespace spillway {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("Health", text);
}

int rank(Health health) {
    switch (health) {
    case Health::Healthy:
        return 0;
    case Health::Unknown:
        return 1;
    case Health::Warning:
        return 2;
    case Health::Critical:
        return 3;
    }
    Q_UNREACHABLE();
}

struct HealthOfEvent {
    Health operator()(const AlertEvent &alert) const {
        switch (alert.state) {
        case AlertState::Firing:
            return healthOf(alert.severity);
        case AlertState::Pending:
            return Health::Warning;
        case AlertState::Unknown:
        case AlertState::Removed:
            return Health::Unknown;
        case AlertState::Inactive:
        case AlertState::Resolved:
            return Health::Healthy;
        }
        Q_UNREACHABLE();
    }
    Health operator()(const Verdict &verdict) const {
        if (verdict.culprit == Culprit::None)
            return Health::Healthy;
        return verdict.culprit == Culprit::Unknown ? Health::Unknown : Health::Critical;
    }
    Health operator()(const ConfigEvent &) const { return Health::Healthy; }
    Health operator()(const EndpointEvent &endpoint) const { return healthOf(endpoint.state); }
    Health operator()(const NoteEvent &) const { return Health::Healthy; }
    Health operator()(const DecisionEvent &) const { return Health::Healthy; }
    Health operator()(const BlindEvent &) const { return Health::Unknown; }
};

} // namespace

QString healthName(Health health) {
    switch (health) {
    case Health::Unknown:
        return tr("unknown");
    case Health::Healthy:
        return tr("healthy");
    case Health::Warning:
        return tr("warning");
    case Health::Critical:
        return tr("critical");
    }
    Q_UNREACHABLE();
}

Health healthOf(EndpointState state) {
    switch (state) {
    case EndpointState::Up:
        return Health::Healthy;
    case EndpointState::Reset:
        return Health::Warning;
    case EndpointState::Down:
        return Health::Critical;
    case EndpointState::Unknown:
    case EndpointState::Stale:
        return Health::Unknown;
    }
    Q_UNREACHABLE();
}

Health healthOf(Severity severity) {
    return severity == Severity::Critical ? Health::Critical : Health::Warning;
}

Health healthOf(const Event &event) {
    return std::visit(HealthOfEvent{}, event.what);
}

Health worse(Health a, Health b) {
    return rank(a) < rank(b) ? b : a;
}

} // namespace spillway

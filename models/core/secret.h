#pragma once
// A password in memory. It cannot be streamed, logged, compared or converted by accident; the only
// way to its bytes is expose(). Wiped when the last owner lets go.

#include <QByteArray>

namespace spillway {

class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes)
        : m_bytes(std::move(bytes)) {}
    Secret(Secret &&other) noexcept
        : m_bytes(std::exchange(other.m_bytes, {})) {}
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = default;
    Secret &operator=(const Secret &) = default;
    ~Secret() { wipe(); }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    const QByteArray &expose() const { return m_bytes; }

private:
    void wipe();
    QByteArray m_bytes;
};

} // namespace spillway

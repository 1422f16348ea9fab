#include "interrupt.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace spillway {

namespace {

// The only state that a signal handler may reach.
volatile std::sig_atomic_t writeEnd = -1;

void tell(int) {
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
}

void handle(void (*handler)(int), int flags) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    for (const int signal : {SIGINT, SIGTERM})
        sigaction(signal, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_readEnd = ends[0];
    writeEnd = ends[1];
    auto *notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Interrupt::take);
    handle(tell, SA_RESETHAND);
}

Interrupt::~Interrupt() {
    if (m_readEnd < 0)
        return;
    handle(SIG_DFL, 0);
    ::close(m_readEnd);
    ::close(writeEnd);
}

void Interrupt::take() {
    std::array<char, 16> bytes;
    while (::read(m_readEnd, bytes.data(), bytes.size()) > 0) {
    }
    emit requested();
}

} // namespace spillway

#include "interrupt.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <initializer_list>
#include <unistd.h>

namespace spillway {

namespace {

// The only state that a signal handler may reach.
volatile std::sig_atomic_t writeEnd = -1;

void tell(int signal) {
    const char byte = static_cast<char>(signal);
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
}

void handle(std::initializer_list<int> numbers, void (*handler)(int), int flags) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    for (const int signal : numbers)
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
    handle({SIGINT, SIGTERM}, tell, SA_RESETHAND);
    handle({SIGUSR1}, tell, SA_RESTART);
}

Interrupt::~Interrupt() {
    if (m_readEnd < 0)
        return;
    handle({SIGINT, SIGTERM, SIGUSR1}, SIG_DFL, 0);
    ::close(m_readEnd);
    ::close(writeEnd);
}

void Interrupt::take() {
    bool isEnd = false;
    bool isKeep = false;
    for (char signal = 0; ::read(m_readEnd, &signal, 1) == 1;)
        (signal == SIGUSR1 ? isKeep : isEnd) = true;
    if (isKeep)
        emit keepAsked();
    if (isEnd)
        emit requested();
}

} // namespace spillway

#include "commandline.h"

#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

// Passwords are in memory: no core file holds them, and no other process of the user may attach.
void keepMemoryPrivate() {
#ifndef __SANITIZE_ADDRESS__ // whose leak check attaches to its own process
    prctl(PR_SET_DUMPABLE, 0);
#endif
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

// As Qt would, but without its warning into the mail of every cron job.
void speakUtf8() {
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setenv("LC_ALL", "C.UTF-8", 1);
}

} // namespace

int main(int argc, char *argv[]) {
    keepMemoryPrivate();
    speakUtf8();
    // A reader that goes away is seen by print(), so that a recording is still closed properly.
    std::signal(SIGPIPE, SIG_IGN);
    return static_cast<int>(spillway::runCommandLine(argc, argv));
}

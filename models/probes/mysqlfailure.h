#pragma once
// What MySQL, MariaDB or libmariadb complained about -> a Failure in words, by the error's number. Pure.

#include "outcome.h"

#include <QByteArray>

namespace spillway {

// `code`: 1000 to 1999 and from 3000 on the server's, 2000 to 2999 the library's own.
Failure mySqlFailure(unsigned code, QByteArrayView text);

} // namespace spillway

# The Debian package: `./dev package`. What it depends on comes from the libraries that the program links;
# named here is only what is loaded at run time.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The Spillway developers <developers@spillway.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "says whether the cache or the database is to blame")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Spillway watches caches in front of databases. It plots the hit ratio against the
database load, alerts when either leaves its bounds, and splits the load that was
added into cache misses, traffic, query cost and other clients.
.
It asks Redis, Valkey, memcached, PostgreSQL, MySQL and MariaDB with accounts that
may read counters only, shows the result in a window, on a wall and in a terminal,
and records what it saw so that an incident can be played again.")
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6svg6, fonts-dejavu-core, tzdata, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, notification-daemon | dunst")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)

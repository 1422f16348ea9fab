# Flags that every target of ours shares; never exported to a dependency.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(SPILLWAY_WERROR "Treat warnings as errors" OFF)
option(SPILLWAY_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

add_library(spillway_options INTERFACE)
target_compile_options(spillway_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -fstack-protector-strong $<$<BOOL:${SPILLWAY_WERROR}>:-Werror>)
target_compile_definitions(spillway_options INTERFACE
    QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    _GLIBCXX_ASSERTIONS $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
target_link_options(spillway_options INTERFACE -Wl,-z,relro,-z,now)

if(SPILLWAY_SANITIZE)
    # Null and object-size stop AddressSanitizer as well; alignment and vptr are given up. The four took a
    # third of the time to compile.
    add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,object-size,alignment,vptr
        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
    # GCC says itself that the sanitizers make this warning guess.
    target_compile_options(spillway_options INTERFACE -Wno-error=maybe-uninitialized)
endif()
if(SPILLWAY_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link) # the fuzzer sees the branches of every layer
endif()

# spillway_layer(NAME [SOURCES ...] [PUBLIC ...] [PRIVATE ...])
# One layer: a static library whose own folder is its only public include directory, so that an
# include of a higher layer does not compile. PUBLIC names the layers and libraries that may appear
# in its headers, PRIVATE those that stay in its sources.
function(spillway_layer name)
    cmake_parse_arguments(LAYER "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${LAYER_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${LAYER_PUBLIC} PRIVATE ${LAYER_PRIVATE} spillway_options)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    spillway_precompile(${name})
endfunction()

# Read by CMake at llama.cpp's own project() line: the Python package forces its "common" helpers on, and nothing here uses them.
# Leaving them out halves the compile (docs/decisions/0001-set-up.md has the figures).
foreach(part COMMON TESTS TOOLS EXAMPLES SERVER APP)
  set(LLAMA_BUILD_${part} OFF CACHE BOOL "" FORCE)
endforeach()
set(LLAMA_OPENSSL OFF CACHE BOOL "" FORCE)

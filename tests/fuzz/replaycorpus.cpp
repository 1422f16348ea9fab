// Runs a fuzz target under an ordinary compiler: every file of the folders named as arguments, whole and
// cut at every byte (long files at 4096 places). Fails when there is no file to run.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main(int argc, char **argv) {
    int files = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto &entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream stream(entry.path(), std::ios::binary);
            // A buffer of its exact size, so that AddressSanitizer sees one byte too many.
            const std::vector<char> whole{std::istreambuf_iterator<char>(stream), {}};
            const std::size_t step = std::max<std::size_t>(1, whole.size() / 4096);
            for (std::size_t cut = 0; cut < whole.size(); cut += step) {
                const std::vector<std::uint8_t> piece(whole.begin(),
                                                      whole.begin() + static_cast<std::ptrdiff_t>(cut));
                LLVMFuzzerTestOneInput(piece.data(), piece.size());
            }
            const std::vector<std::uint8_t> all(whole.begin(), whole.end());
            LLVMFuzzerTestOneInput(all.data(), all.size());
            ++files;
        }
    std::printf("%d files, whole and cut\n", files);
    return files > 0 ? 0 : 1;
}

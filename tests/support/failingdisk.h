#pragma once
// SQLite's own way to the disk with a fault in it: from the k-th write, sync, truncation, creation or
// deletion on, once or until mended, SQLite is told that the operation failed. (It renames nothing.)
// Installed for the whole process while the object lives; one at a time.

#include <sqlite3.h>

#include <QtGlobal>

#include <atomic>
#include <csignal>
#include <cstring>
#include <vector>

namespace spillway::test {

class FailingDisk {
public:
    enum class How { Once, UntilMended, Kill }; // Kill: the process ends before the operation

    FailingDisk() {
        s_disk = this;
        s_real = sqlite3_vfs_find(nullptr);
        m_vfs = *s_real;
        m_vfs.zName = "failing";
        m_vfs.szOsFile = int(sizeof(File)) + s_real->szOsFile;
        m_vfs.xOpen = &FailingDisk::open;
        m_vfs.xDelete = [](sqlite3_vfs *, const char *name, int syncFolder) {
            const int code = s_disk->meet();
            return code ? code : s_real->xDelete(s_real, name, syncFolder);
        };
        sqlite3_vfs_register(&m_vfs, 1);
    }
    ~FailingDisk() {
        sqlite3_vfs_register(s_real, 1);
        sqlite3_vfs_unregister(&m_vfs);
        s_disk = nullptr;
    }
    FailingDisk(const FailingDisk &) = delete;
    FailingDisk &operator=(const FailingDisk &) = delete;

    // Counting from now; `code` is what SQLite is told, e.g. SQLITE_FULL.
    void failAt(int operation, int code, How how) {
        m_code = code;
        m_how = how;
        m_left = operation;
    }
    void mend() { m_left = 0; }
    int operations() const { return m_operations; }
    bool hasFailed() const { return m_failures > 0; }

private:
    struct File {
        sqlite3_file base;
        sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    };
    static sqlite3_file *realOf(sqlite3_file *file) { return reinterpret_cast<File *>(file)->real(); }

    // SQLITE_OK, or the fault that is due.
    int meet() {
        ++m_operations;
        const int left = m_left;
        if (left == 0)
            return SQLITE_OK;
        if (left > 1) {
            m_left = left - 1;
            return SQLITE_OK;
        }
        if (m_how == How::Kill)
            ::raise(SIGKILL);
        if (m_how == How::Once)
            m_left = 0;
        ++m_failures;
        return m_code;
    }

    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags) {
        file->pMethods = nullptr;
        if (flags & SQLITE_OPEN_CREATE)
            if (const int code = s_disk->meet())
                return code;
        const int code = s_real->xOpen(s_real, name, realOf(file), flags, outFlags);
        if (realOf(file)->pMethods)
            file->pMethods = methods();
        return code;
    }

    static const sqlite3_io_methods *methods() {
        static const sqlite3_io_methods table{
            3,
            [](sqlite3_file *f) { return realOf(f)->pMethods->xClose(realOf(f)); },
            [](sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
                return realOf(f)->pMethods->xRead(realOf(f), to, n, at);
            },
            [](sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
                const int code = s_disk->meet();
                return code ? code : realOf(f)->pMethods->xWrite(realOf(f), from, n, at);
            },
            [](sqlite3_file *f, sqlite3_int64 size) {
                const int code = s_disk->meet();
                return code ? code : realOf(f)->pMethods->xTruncate(realOf(f), size);
            },
            [](sqlite3_file *f, int flags) {
                const int code = s_disk->meet();
                return code ? code : realOf(f)->pMethods->xSync(realOf(f), flags);
            },
            [](sqlite3_file *f, sqlite3_int64 *size) {
                return realOf(f)->pMethods->xFileSize(realOf(f), size);
            },
            [](sqlite3_file *f, int level) { return realOf(f)->pMethods->xLock(realOf(f), level); },
            [](sqlite3_file *f, int level) { return realOf(f)->pMethods->xUnlock(realOf(f), level); },
            [](sqlite3_file *f, int *result) {
                return realOf(f)->pMethods->xCheckReservedLock(realOf(f), result);
            },
            [](sqlite3_file *f, int op, void *arg) {
                return realOf(f)->pMethods->xFileControl(realOf(f), op, arg);
            },
            [](sqlite3_file *f) { return realOf(f)->pMethods->xSectorSize(realOf(f)); },
            [](sqlite3_file *f) { return realOf(f)->pMethods->xDeviceCharacteristics(realOf(f)); },
            [](sqlite3_file *f, int page, int size, int extend, void volatile **to) {
                return realOf(f)->pMethods->xShmMap(realOf(f), page, size, extend, to);
            },
            [](sqlite3_file *f, int offset, int n, int flags) {
                return realOf(f)->pMethods->xShmLock(realOf(f), offset, n, flags);
            },
            [](sqlite3_file *f) { realOf(f)->pMethods->xShmBarrier(realOf(f)); },
            [](sqlite3_file *f, int remove) { return realOf(f)->pMethods->xShmUnmap(realOf(f), remove); },
            [](sqlite3_file *f, sqlite3_int64 at, int n, void **to) {
                return realOf(f)->pMethods->xFetch(realOf(f), at, n, to);
            },
            [](sqlite3_file *f, sqlite3_int64 at, void *page) {
                return realOf(f)->pMethods->xUnfetch(realOf(f), at, page);
            },
        };
        return &table;
    }

    inline static FailingDisk *s_disk = nullptr;
    inline static sqlite3_vfs *s_real = nullptr;
    sqlite3_vfs m_vfs;
    std::atomic<int> m_left = 0; // operations until the fault; 0 = none
    std::atomic<int> m_code = SQLITE_OK;
    std::atomic<How> m_how = How::Once;
    std::atomic<int> m_operations = 0;
    std::atomic<int> m_failures = 0;
};

} // namespace spillway::test

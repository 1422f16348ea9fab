#pragma once
// SQLite's way to a disk that loses power: what was written since a file's last sync may be gone or torn,
// in pieces of 512 bytes. The files themselves are written as usual; cut() gives what a disk would have kept
// of one. Installed for the whole process while the object lives; one at a time, one thread.

#include <sqlite3.h>

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

namespace spillway::test {

class PowerCutDisk {
public:
    enum class Unsynced { IsGone, HalfIsGone };

    PowerCutDisk() {
        s_disk = this;
        s_real = sqlite3_vfs_find(nullptr);
        m_vfs = *s_real;
        m_vfs.zName = "powercut";
        m_vfs.szOsFile = int(sizeof(File)) + s_real->szOsFile;
        m_vfs.xOpen = &PowerCutDisk::open;
        m_vfs.xDelete = [](sqlite3_vfs *, const char *name, int syncFolder) {
            s_disk->m_images.erase(QString::fromUtf8(name));
            return s_real->xDelete(s_real, name, syncFolder);
        };
        sqlite3_vfs_register(&m_vfs, 1);
    }
    ~PowerCutDisk() {
        sqlite3_vfs_register(s_real, 1);
        sqlite3_vfs_unregister(&m_vfs);
        s_disk = nullptr;
    }
    PowerCutDisk(const PowerCutDisk &) = delete;
    PowerCutDisk &operator=(const PowerCutDisk &) = delete;

    // The content of that file after a cut at this moment; null when it was never there.
    QByteArray cut(const QString &path, Unsynced unsynced, std::mt19937 &random) const {
        const auto found = m_images.find(path);
        if (found == m_images.end())
            return {};
        QByteArray kept = found->second.synced;
        if (unsynced == Unsynced::HalfIsGone)
            for (const Write &write : found->second.pending)
                for (qsizetype at = 0; at < write.bytes.size(); at += sector)
                    if (random() % 2 == 0)
                        put(kept, write.offset + at, write.bytes.mid(at, sector));
        return kept.isNull() ? QByteArray("") : kept;
    }

private:
    static constexpr qsizetype sector = 512;
    struct Write {
        qsizetype offset;
        QByteArray bytes;
    };
    struct Image {
        QByteArray synced;
        std::vector<Write> pending;
    };
    struct File {
        sqlite3_file base;
        Image *image; // null for what has no name
        sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    };
    static File *ours(sqlite3_file *file) { return reinterpret_cast<File *>(file); }

    static void put(QByteArray &to, qsizetype offset, const QByteArray &bytes) {
        if (to.size() < offset + bytes.size())
            to.append(offset + bytes.size() - to.size(), '\0');
        std::copy(bytes.begin(), bytes.end(), to.begin() + offset);
    }

    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags) {
        file->pMethods = nullptr;
        ours(file)->image = name ? &s_disk->m_images[QString::fromUtf8(name)] : nullptr;
        const int code = s_real->xOpen(s_real, name, ours(file)->real(), flags, outFlags);
        if (ours(file)->real()->pMethods)
            file->pMethods = methods();
        return code;
    }

    static const sqlite3_io_methods *methods() {
        static const sqlite3_io_methods table = [] {
            sqlite3_io_methods m{};
            m.iVersion = 2; // no memory maps, so that every write is seen
            m.xClose = [](sqlite3_file *f) { return real(f)->xClose(ours(f)->real()); };
            m.xRead = [](sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
                return real(f)->xRead(ours(f)->real(), to, n, at);
            };
            m.xWrite = [](sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
                if (Image *image = ours(f)->image)
                    image->pending.push_back({qsizetype(at), QByteArray(static_cast<const char *>(from), n)});
                return real(f)->xWrite(ours(f)->real(), from, n, at);
            };
            m.xTruncate = [](sqlite3_file *f, sqlite3_int64 size) {
                if (Image *image = ours(f)->image)
                    image->synced.truncate(qsizetype(size));
                return real(f)->xTruncate(ours(f)->real(), size);
            };
            m.xSync = [](sqlite3_file *f, int flags) {
                if (Image *image = ours(f)->image) {
                    for (const Write &write : image->pending)
                        put(image->synced, write.offset, write.bytes);
                    image->pending.clear();
                }
                return real(f)->xSync(ours(f)->real(), flags);
            };
            m.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) {
                return real(f)->xFileSize(ours(f)->real(), size);
            };
            m.xLock = [](sqlite3_file *f, int level) { return real(f)->xLock(ours(f)->real(), level); };
            m.xUnlock = [](sqlite3_file *f, int level) { return real(f)->xUnlock(ours(f)->real(), level); };
            m.xCheckReservedLock = [](sqlite3_file *f, int *result) {
                return real(f)->xCheckReservedLock(ours(f)->real(), result);
            };
            m.xFileControl = [](sqlite3_file *f, int op, void *arg) {
                return real(f)->xFileControl(ours(f)->real(), op, arg);
            };
            m.xSectorSize = [](sqlite3_file *) { return int(sector); };
            // Nothing is promised of an appended or a torn sector.
            m.xDeviceCharacteristics = [](sqlite3_file *) { return 0; };
            m.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **to) {
                return real(f)->xShmMap(ours(f)->real(), page, size, extend, to);
            };
            m.xShmLock = [](sqlite3_file *f, int offset, int n, int flags) {
                return real(f)->xShmLock(ours(f)->real(), offset, n, flags);
            };
            m.xShmBarrier = [](sqlite3_file *f) { real(f)->xShmBarrier(ours(f)->real()); };
            m.xShmUnmap = [](sqlite3_file *f, int remove) {
                return real(f)->xShmUnmap(ours(f)->real(), remove);
            };
            return m;
        }();
        return &table;
    }
    static const sqlite3_io_methods *real(sqlite3_file *file) { return ours(file)->real()->pMethods; }

    inline static PowerCutDisk *s_disk = nullptr;
    inline static sqlite3_vfs *s_real = nullptr;
    sqlite3_vfs m_vfs;
    std::map<QString, Image> m_images; // whose addresses stay
};

} // namespace spillway::test

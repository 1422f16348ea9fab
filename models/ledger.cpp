#include "ledger.h"

#include "ledgerfile.h"
#include "session.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <utility>

namespace spillway {

QString Ledger::pathOf(const QString &folder, const QString &configuration) {
    const QFileInfo file(configuration);
    const QString place = file.exists() ? file.canonicalFilePath() : file.absoluteFilePath();
    const QByteArray hash = QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir(folder).filePath(
        QStringLiteral("%1-%2.json").arg(file.completeBaseName(), QString::fromLatin1(hash.left(16))));
}

Ledger::Ledger(const QString &path, const Session *session)
    : m_path(path)
    , m_session(session) {}

Ledger::~Ledger() {
    if (!m_thread.joinable())
        return;
    if (m_taken)
        write(m_session->engine().kept());
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

Outcome<std::optional<KeptState>> Ledger::open() {
    const QString folder = QFileInfo(m_path).absolutePath();
    const bool isNew = !QFileInfo::exists(folder);
    QDir().mkpath(folder);
    if (isNew)
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0); // a run lasts for weeks; only a dead one lets go
    if (!m_lock->tryLock(0)) {
        const bool isHeld = m_lock->error() == QLockFile::LockFailedError;
        m_lock.reset();
        return Failure{FailureKind::Storage,
                       isHeld ? tr("another Spillway keeps the alerts of this configuration")
                              : tr("%1 cannot be written").arg(folder),
                       tr("this one begins without them, and keeps none")};
    }
    m_thread = std::thread([this] { run(); });
    connect(m_session, &Session::eventHappened, this, [this](const Event &event) {
        m_isDue = m_isDue || std::holds_alternative<AlertEvent>(event.what) ||
                  std::holds_alternative<DecisionEvent>(event.what);
    });
    connect(m_session, &Session::frameConsumed, this, [this] { m_hasFrames = true; });
    connect(m_session, &Session::changed, this, &Ledger::take);
    return readLedger(m_path);
}

// When all is consistent; a frame may bring several events.
void Ledger::take() {
    const Instant now = m_session->engine().now();
    if (!m_hasFrames || (!m_isDue && m_taken && now - *m_taken < WrittenEvery))
        return;
    m_isDue = false;
    m_taken = now;
    write(m_session->engine().kept());
}

void Ledger::write(const KeptState &state) {
    {
        const std::lock_guard lock(m_mutex);
        m_next = state;
    }
    m_wake.notify_one();
}

// The thread: the newest state counts, whatever the disk has missed of those before it.
void Ledger::run() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_next || m_isClosing; });
        if (!m_next)
            return;
        const KeptState state = *std::exchange(m_next, std::nullopt);
        lock.unlock();
        const std::optional<Failure> failure = writeLedger(m_path, state);
        if (failure && !m_isTroubled)
            emit troubled(
                tr("the state of the alerts is not kept: %1; %2").arg(failure->what, failure->remedy));
        m_isTroubled = failure.has_value();
        lock.lock();
    }
}

} // namespace spillway

#pragma once
// A second recording to compare with: read whole, on a thread of its own, and aligned where its first
// incident began with where ours did. Lives in the GUI thread; owned by the workstation.

#include "engine.h"

#include <QObject>

#include <memory>
#include <thread>

namespace spillway {

// Their moment `theirs` stands where ours is `ours`.
struct Alignment {
    StackId stack = 0; // theirs: of the same name, or else in the same place
    Instant ours;
    Instant theirs;
    bool isAtOnset = false; // of an incident in both; otherwise at their beginnings
    friend bool operator==(const Alignment &, const Alignment &) = default;
};

// When the first incident of a stack began: by the verdict that named a culprit, or else by its first
// firing alert.
std::optional<Instant> firstOnset(const Engine &engine, StackId stack);
Alignment alignmentOf(const Engine &ours, StackId stack, const Engine &theirs);

class Counterpart : public QObject {
    Q_OBJECT
public:
    explicit Counterpart(QObject *parent = nullptr);
    ~Counterpart() override;

    // What was compared with before is closed first.
    void open(const QString &path);
    void close();
    const Engine *other() const { return m_other.get(); } // null: none, or not read yet
    bool isOpening() const { return m_isOpening; }
    QString name() const { return m_name; } // without the folder

signals:
    void changed(); // views let go of the engine before, which ends with this signal
    void failed(const spillway::Failure &why);

private:
    void take(quint64 question, std::shared_ptr<const Engine> other);
    void refuse(quint64 question, const Failure &why);

    QString m_name;
    std::shared_ptr<const Engine> m_other;
    bool m_isOpening = false;
    quint64 m_question = 0;
    std::jthread m_thread;
};

} // namespace spillway

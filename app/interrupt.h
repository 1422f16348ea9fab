#pragma once
// SIGINT and SIGTERM as an end of the event loop, so that recordings are closed; the second signal of
// a kind ends the program at once. SIGUSR1 as the wish to keep the last minutes. One per program; GUI thread.

#include <QObject>

namespace spillway {

class Interrupt : public QObject {
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    // False when the pipe could not be made; signals then end the program at once.
    bool isWatching() const { return m_readEnd >= 0; }

signals:
    void requested();
    void keepAsked();

private:
    void take();

    int m_readEnd = -1;
};

} // namespace spillway

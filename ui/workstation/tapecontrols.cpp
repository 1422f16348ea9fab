#include "workstation/tapecontrols.h"

#include "plaintext.h"
#include "textlabel.h"
#include "workstation/marks.h"
#include "workstation/pill.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QToolButton>

namespace spillway {

namespace {

QString placeText(const QString &path) {
    const QFileInfo file(path);
    return TapeControls::tr("%1 in %2").arg(file.fileName(), file.absolutePath());
}

} // namespace

TapeControls::TapeControls(Tape *tape, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_tape(tape)
    , m_theme(theme)
    , m_record(new Pill(Pill::Kind::Button, theme, this)) {
    auto *keep = new QToolButton(this);
    keep->setIconSize({16, 16});
    keep->setIcon(transportIcon(TransportSign::Keep, theme));
    keep->setAccessibleName(tr("Keep the last 15 minutes"));
    keep->setToolTip(plainToolTip(tr("Keep the last 15 minutes in a file (Ctrl+S)")));
    m_record->setText(tr("REC"));
    m_record->setDotted(true);
    m_record->setAccessibleName(tr("Record"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(keep);
    layout->addWidget(m_record);
    connect(keep, &QToolButton::clicked, m_tape, [this] { m_tape->keepRecent(); });
    connect(m_record, &Pill::clicked, m_tape, &Tape::toggleRecording);
    connect(m_tape, &Tape::recordingChanged, this, &TapeControls::refresh);
    connect(m_tape, &Tape::recentKept, this,
            [this](const QString &path) { emit succeeded(tr("Kept: %1").arg(placeText(path))); });
    connect(m_tape, &Tape::recordingEnded, this,
            [this](const QString &path) { emit succeeded(tr("Recorded: %1").arg(placeText(path))); });
    connect(m_tape, &Tape::troubled, this,
            [this](const QString &what) { emit failed(plainText(what, 300)); });
    refresh();
}

QString TapeControls::words() const {
    return m_tape->isRecording() ? tr("REC %1").arg(sizeText(m_tape->recordingSize())) : QString();
}

void TapeControls::refresh() {
    const bool isRecording = m_tape->isRecording();
    m_record->setColour(isRecording ? m_theme.critical : m_theme.muted);
    m_record->setToolTip(
        plainToolTip(isRecording ? tr("Recording to %1; end it (Ctrl+R)").arg(m_tape->recordingPath())
                                 : tr("Record, from 15 minutes ago on (Ctrl+R)")));
    m_record->setAccessibleDescription(words());
}

} // namespace spillway

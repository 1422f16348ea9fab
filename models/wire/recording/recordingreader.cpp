#include "recording.h"
#include "recording/recordingfile.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <map>

namespace spillway {

namespace {

struct OpenChunk {
    Chunk chunk;
    size_t next = 0; // the poll to deliver next
    size_t memory = 0;
};

// Gaps that follow each other closely are one stretch.
struct Gap {
    qint64 first = 0;
    qint64 last = 0;
    LostStretch lost;
};

// Far more than the open chunks of two hundred endpoints take; a file made to exhaust memory has more.
constexpr size_t mostOpenMemory = size_t(512) << 20;
constexpr qint64 sameStretch = 2000; // sequence numbers between two gaps

QString describe(const LostStretch &lost) {
    const QString whose = lost.endpoint.isEmpty() ? QString() : QStringLiteral(" of %1").arg(lost.endpoint);
    return QStringLiteral("%1 polls%2 between %3 and %4 cannot be read: their block is damaged")
        .arg(lost.polls)
        .arg(whose, lost.from.toIso(), lost.to.toIso());
}

} // namespace

// Merges the endpoints' chunks and the tail by sequence number. At most one chunk per endpoint is open.
struct RecordingReader::State {
    std::unique_ptr<RecordingFile> file;
    RecordingHead head;
    Instant start;
    Instant end;

    qint64 sequence = 1;                   // of the frame to deliver next
    std::multimap<qint64, OpenChunk> open; // by the sequence number of their next poll
    std::deque<ChunkEntry> listed;         // the directory ahead
    size_t openMemory = 0;
    qint64 listedUpTo = 0;
    bool hasMore = true;            // the directory has lines that are not listed yet
    std::optional<qint64> closedAt; // the last sequence number, once the recording was closed
    qint64 seenUpTo = 0;            // no frame up to this one hides in the tail
    qint64 newest = 0;              // sequence number in the file
    Instant lastAt;                 // of the last frame delivered
    std::vector<Gap> gaps;

    void measure();
    void moveTo(qint64 to);
    void takeListed(const DirectoryPage &page);
    bool refresh();
    void openDue();
    void openChunk(const ChunkEntry &entry);
    bool hold(Chunk chunk);
    std::optional<Frame> deliver();
    bool isKnownLost(qint64 number) const;
    bool isExplained() const;
    void loseUpTo(qint64 to);
    std::optional<qint64> following() const;
    std::optional<Frame> next();
    void seek(Instant to);
};

// Where the recording starts and ends, from its directory and its tail.
void RecordingReader::State::measure() {
    bool any = false;
    const auto cover = [&](Instant from, Instant to, qint64 last) {
        start = any ? std::min(start, from) : from;
        end = any ? std::max(end, to) : to;
        newest = std::max(newest, last);
        any = true;
    };
    DirectoryPage page{{}, 0, false};
    while (!page.isLast) {
        page = file->chunks(page.upTo, 0, RecordingFile::AnyTime);
        for (const ChunkEntry &entry : page.entries)
            cover(entry.from, entry.to, entry.last);
    }
    std::vector<Chunk> tail = file->tail(0, RecordingFile::AnyTime, head.fields);
    while (!tail.empty()) {
        for (const Chunk &poll : tail)
            cover(Instant::fromMs(poll.at().front()), Instant::fromMs(poll.at().front()),
                  poll.sequence().front());
        tail = file->tail(tail.back().sequence().front() + 1, RecordingFile::AnyTime, head.fields);
    }
    if (file->firstSequence() == 1)
        return;
    moveTo(1); // its oldest block may reach back behind the first poll that is kept of all endpoints
    if (const std::optional<Frame> first = next())
        start = first->at;
    moveTo(1);
}

void RecordingReader::State::moveTo(qint64 to) {
    sequence = std::max(to, file->firstSequence());
    open.clear();
    openMemory = 0;
    listed.clear();
    listedUpTo = 0;
    hasMore = true;
    closedAt.reset();
    seenUpTo = 0;
    lastAt = start;
}

void RecordingReader::State::takeListed(const DirectoryPage &page) {
    listed.assign(page.entries.begin(), page.entries.end());
    listedUpTo = page.upTo;
    hasMore = !page.isLast;
}

// Looks again at what there is from the next frame on; a file that is being written has grown, and
// polls have moved from its tail into chunks. False when the next frame is still not there.
bool RecordingReader::State::refresh() {
    Listing listing = file->list(sequence, head.fields);
    moveTo(std::max(sequence, listing.first)); // a file that forgets may have overtaken the reader
    takeListed(listing.chunks);
    closedAt = listing.last;
    const bool hasMoreTail = listing.tail.size() == RecordingFile::PageSize;
    for (const ChunkEntry &entry : listing.chunks.entries)
        seenUpTo = hasMoreTail ? seenUpTo : std::max(seenUpTo, entry.last);
    for (Chunk &poll : listing.tail) {
        seenUpTo = std::max(seenUpTo, poll.sequence().front());
        hold(std::move(poll));
    }
    if (closedAt)
        seenUpTo = std::numeric_limits<qint64>::max();
    openDue();
    return !open.empty() && open.begin()->first == sequence;
}

// Opens every chunk that begins at or before the next frame.
void RecordingReader::State::openDue() {
    for (;;) {
        while (listed.empty() && hasMore)
            takeListed(file->chunks(listedUpTo, sequence, RecordingFile::AnyTime));
        if (listed.empty() || listed.front().first > sequence)
            return;
        openChunk(listed.front());
        listed.pop_front();
    }
}

void RecordingReader::State::openChunk(const ChunkEntry &entry) {
    std::optional<Chunk> chunk = file->chunk(entry, head.fields);
    if (chunk && hold(std::move(*chunk)))
        return;
    if (entry.last < file->firstSequence()) // its time was up since it was listed
        return;
    const bool isKnown = std::any_of(gaps.begin(), gaps.end(), [&](const Gap &gap) {
        return gap.first == entry.first && gap.last == entry.last;
    });
    if (isKnown)
        return;
    const bool hasName = entry.endpoint < head.configuration.endpoints.size();
    const QString name = hasName ? head.configuration.endpoints[entry.endpoint].name : QString();
    gaps.push_back({entry.first, entry.last, {name, entry.polls, entry.from, entry.to}});
}

// Keeps the chunk for its polls from the next frame on. False when it cannot be one of this recording.
bool RecordingReader::State::hold(Chunk chunk) {
    const std::vector<qint64> &numbers = chunk.sequence();
    const auto next = std::lower_bound(numbers.begin(), numbers.end(), sequence);
    const size_t memory = chunk.memory();
    if (chunk.endpoint() >= head.configuration.endpoints.size() || openMemory + memory > mostOpenMemory)
        return false;
    if (next == numbers.end())
        return true;
    const auto index = static_cast<size_t>(next - numbers.begin());
    const qint64 number = *next;
    open.emplace(number, OpenChunk{std::move(chunk), index, memory});
    openMemory += memory;
    return true;
}

std::optional<Frame> RecordingReader::State::deliver() {
    while (!open.empty() && open.begin()->first < sequence) { // a frame that is there twice
        OpenChunk again = std::move(open.begin()->second);
        open.erase(open.begin());
        openMemory -= again.memory;
        hold(std::move(again.chunk));
    }
    if (open.empty() || open.begin()->first != sequence)
        return std::nullopt;
    auto node = open.extract(open.begin());
    OpenChunk &current = node.mapped();
    Frame frame = current.chunk.frame(current.next);
    if (++current.next < current.chunk.size()) {
        node.key() = current.chunk.sequence()[current.next];
        open.insert(std::move(node));
    } else {
        openMemory -= current.memory;
    }
    ++sequence;
    lastAt = frame.at;
    end = std::max(end, frame.at);
    return frame;
}

bool RecordingReader::State::isKnownLost(qint64 number) const {
    return std::any_of(gaps.begin(), gaps.end(),
                       [&](const Gap &gap) { return gap.first <= number && number <= gap.last; });
}

// The next frame is in a block that is damaged.
bool RecordingReader::State::isExplained() const {
    return isKnownLost(sequence) && sequence <= seenUpTo;
}

// The frames from the next one up to, but without, `to` are nowhere.
void RecordingReader::State::loseUpTo(qint64 to) {
    if (isKnownLost(sequence)) {
        sequence = to;
        return;
    }
    const Instant until = open.empty() ? end : open.begin()->second.chunk.frame(open.begin()->second.next).at;
    const bool goesOn =
        !gaps.empty() && gaps.back().lost.endpoint.isEmpty() && sequence - gaps.back().last < sameStretch;
    if (!goesOn)
        gaps.push_back({sequence, to - 1, {QString(), 0, lastAt, until}});
    gaps.back().last = to - 1;
    gaps.back().lost.polls += to - sequence;
    gaps.back().lost.to = until;
    sequence = to;
}

// The first frame behind the next one that can be read.
std::optional<qint64> RecordingReader::State::following() const {
    std::optional<qint64> number;
    if (!open.empty())
        number = open.begin()->first;
    if (!listed.empty())
        number = std::min(number.value_or(listed.front().first), listed.front().first);
    if (!number && closedAt && sequence <= *closedAt)
        number = *closedAt + 1;
    return number;
}

std::optional<Frame> RecordingReader::State::next() {
    for (;;) {
        openDue();
        if (std::optional<Frame> frame = deliver())
            return frame;
        if (!isExplained() && refresh())
            continue;
        const std::optional<qint64> number = following();
        if ((file->isDamaged() || (number && !isExplained())) && file->salvage()) {
            gaps.clear();
            moveTo(sequence);
            continue;
        }
        if (!number)
            return std::nullopt;
        loseUpTo(*number);
    }
}

void RecordingReader::State::seek(Instant to) {
    std::optional<qint64> found;
    const auto look = [&](const Chunk &chunk) {
        for (size_t i = 0; i < chunk.size(); ++i) {
            if (chunk.at()[i] < to.ms())
                continue;
            found = std::min(found.value_or(chunk.sequence()[i]), chunk.sequence()[i]);
            return;
        }
    };
    DirectoryPage page{{}, 0, false};
    while (!page.isLast && (!found || page.upTo < *found)) {
        page = file->chunks(page.upTo, 0, to);
        for (const ChunkEntry &entry : page.entries) {
            if (found && entry.first > *found)
                break;
            if (const std::optional<Chunk> chunk = file->chunk(entry, head.fields))
                look(*chunk);
        }
    }
    const std::vector<Chunk> tail = file->tail(0, to, head.fields);
    if (!tail.empty())
        look(tail.front());
    if (!found)
        measure();
    moveTo(found.value_or(newest + 1));
}

RecordingReader::RecordingReader(std::unique_ptr<State> state)
    : m_state(std::move(state)) {}

RecordingReader::~RecordingReader() = default;

Outcome<std::unique_ptr<RecordingReader>> RecordingReader::open(const QString &path) {
    auto file = RecordingFile::open(path);
    if (!file)
        return file.failure();
    auto state = std::make_unique<State>();
    state->file = std::move(file).value();
    std::optional<RecordingHead> head = state->file->head();
    if ((!head || state->file->isDamaged()) && state->file->salvage())
        head = state->file->head();
    if (!head)
        return Failure{FailureKind::Storage,
                       QStringLiteral("%1 does not say what was watched: its beginning is damaged").arg(path),
                       QStringLiteral("use a copy of the file")};
    state->head = std::move(*head);
    state->measure();
    if (state->file->isDamaged() && state->file->salvage())
        state->measure();
    state->moveTo(1);
    return std::unique_ptr<RecordingReader>(new RecordingReader(std::move(state)));
}

QString RecordingReader::path() const {
    return m_state->file->path();
}
const Configuration &RecordingReader::configuration() const {
    return m_state->head.configuration;
}
Instant RecordingReader::start() const {
    return m_state->start;
}
Instant RecordingReader::end() const {
    return m_state->end;
}
std::vector<RecordingNote> RecordingReader::notes() const {
    return m_state->file->notes();
}
std::vector<Decision> RecordingReader::decisions() const {
    return m_state->file->decisions();
}
std::optional<Restored> RecordingReader::restored() const {
    return m_state->file->restored();
}

QStringList RecordingReader::damage() const {
    QStringList words = m_state->file->remarks() + m_state->head.remarks;
    for (const LostStretch &stretch : lost())
        words += describe(stretch);
    return words;
}

std::vector<LostStretch> RecordingReader::lost() const {
    std::vector<LostStretch> stretches;
    for (const Gap &gap : m_state->gaps)
        stretches.push_back(gap.lost);
    return stretches;
}

void RecordingReader::rewind() {
    m_state->moveTo(1);
}
void RecordingReader::seek(Instant to) {
    m_state->seek(to);
}
std::optional<Frame> RecordingReader::next() {
    return m_state->next();
}

} // namespace spillway

#pragma once
// A list that grows at its end and whose copies share what they have in common: a copy costs one pointer
// for 64 elements, and a change copies the page that it is on while somebody else sees it. That is what
// makes a state of a long run cheap to keep. Copies may be used on different threads.

#include <algorithm>
#include <atomic>
#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace spillway {

template <class T> class SharedList {
public:
    static constexpr size_t pageSize = 64;

    class const_iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T *;
        using reference = const T &;

        const_iterator() = default;
        const_iterator(const SharedList *list, difference_type at)
            : m_list(list)
            , m_at(at) {}
        reference operator*() const { return (*m_list)[static_cast<size_t>(m_at)]; }
        pointer operator->() const { return &**this; }
        reference operator[](difference_type n) const { return *(*this + n); }
        const_iterator &operator+=(difference_type n) {
            m_at += n;
            return *this;
        }
        const_iterator &operator-=(difference_type n) { return *this += -n; }
        const_iterator &operator++() { return *this += 1; }
        const_iterator &operator--() { return *this -= 1; }
        const_iterator operator++(int) { return std::exchange(*this, *this + 1); }
        const_iterator operator--(int) { return std::exchange(*this, *this - 1); }
        friend const_iterator operator+(const_iterator a, difference_type n) { return a += n; }
        friend const_iterator operator+(difference_type n, const_iterator a) { return a += n; }
        friend const_iterator operator-(const_iterator a, difference_type n) { return a -= n; }
        friend difference_type operator-(const const_iterator &a, const const_iterator &b) {
            return a.m_at - b.m_at;
        }
        friend bool operator==(const const_iterator &a, const const_iterator &b) { return a.m_at == b.m_at; }
        friend auto operator<=>(const const_iterator &a, const const_iterator &b) {
            return a.m_at <=> b.m_at;
        }

    private:
        const SharedList *m_list = nullptr;
        difference_type m_at = 0;
    };
    using value_type = T;

    size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T &operator[](size_t at) const {
        return (*m_pages[(at + m_skipped) / pageSize])[(at + m_skipped) % pageSize];
    }
    const T &front() const { return (*this)[0]; }
    const T &back() const { return (*this)[m_size - 1]; }
    const_iterator begin() const { return {this, 0}; }
    const_iterator end() const { return {this, static_cast<std::ptrdiff_t>(m_size)}; }
    auto rbegin() const { return std::reverse_iterator(end()); }
    auto rend() const { return std::reverse_iterator(begin()); }
    operator std::vector<T>() const { return {begin(), end()}; }

    // An element to be written to.
    T &change(size_t at) { return own((at + m_skipped) / pageSize)[(at + m_skipped) % pageSize]; }
    void push_back(T value) {
        if (m_skipped + m_size == m_pages.size() * pageSize) {
            m_pages.push_back(std::make_shared<Page>());
            m_pages.back()->reserve(pageSize);
        }
        own(m_pages.size() - 1).push_back(std::move(value));
        ++m_size;
    }
    void insert(size_t at, T value) {
        push_back(std::move(value));
        for (size_t i = m_size - 1; i > at; --i)
            std::swap(change(i), change(i - 1));
    }
    void pop_front() {
        if (isOwn(m_pages.front())) // what it held must not wait for the rest of its page
            (*m_pages.front())[m_skipped] = T{};
        --m_size;
        if (++m_skipped == pageSize || m_size == 0) {
            m_pages.erase(m_pages.begin());
            m_skipped = 0;
        }
    }
    void clear() { *this = {}; }

    friend bool operator==(const SharedList &a, const SharedList &b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }
    friend bool operator==(const SharedList &a, const std::vector<T> &b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    using Page = std::vector<T>;

    static bool isOwn(const std::shared_ptr<Page> &page) {
        if (page.use_count() > 1)
            return false;
        std::atomic_thread_fence(std::memory_order_acquire); // after the last look of whoever shared it
        return true;
    }
    Page &own(size_t page) {
        if (!isOwn(m_pages[page])) {
            auto copy = std::make_shared<Page>();
            copy->reserve(pageSize);
            copy->assign(m_pages[page]->begin(), m_pages[page]->end());
            m_pages[page] = std::move(copy);
        }
        return *m_pages[page];
    }

    std::vector<std::shared_ptr<Page>> m_pages; // all full, but for the last
    size_t m_skipped = 0;                       // elements of the first page that are gone
    size_t m_size = 0;
};

} // namespace spillway

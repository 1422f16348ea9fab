#include "campaign.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace spillway::lab {

namespace {

struct Job {
    const Kind *kind; // null: a quiet day
    quint64 seed;
};

constexpr QLatin1String quietDayName{"quiet: a whole day"};

std::vector<Job> jobsOf(const Campaign &campaign) {
    std::vector<Job> jobs;
    for (int i = 0; i < campaign.days; ++i)
        jobs.push_back({nullptr, campaign.firstSeed + quint64(i)});
    for (const Kind &kind : kinds())
        if (campaign.only.isEmpty() || QString(kind.name).contains(campaign.only))
            for (int i = 0; i < campaign.seeds; ++i)
                jobs.push_back({&kind, campaign.firstSeed + quint64(i)});
    return jobs;
}

} // namespace

Scorecard run(const Campaign &campaign) {
    const std::vector<Job> jobs = jobsOf(campaign);
    std::vector<Mark> marks(jobs.size());
    std::atomic<size_t> next{0};
    std::mutex watching;
    const auto work = [&] {
        for (size_t i = next++; i < jobs.size(); i = next++) {
            const Case made = jobs[i].kind ? makeCase(*jobs[i].kind, jobs[i].seed) : quietDay(jobs[i].seed);
            const Trial trial = play(made, jobs[i].seed, campaign.method);
            marks[i] = markOf(made, trial);
            const std::lock_guard guard(watching);
            if (campaign.watch)
                campaign.watch(jobs[i].kind ? jobs[i].kind->name : quietDayName, jobs[i].seed, made, trial,
                               marks[i]);
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i)
        threads.emplace_back(work);
    work();
    for (std::thread &thread : threads)
        thread.join();
    Scorecard card;
    for (size_t i = 0; i < jobs.size(); ++i)
        card.add(jobs[i].kind ? jobs[i].kind->name : quietDayName, marks[i]);
    return card;
}

} // namespace spillway::lab

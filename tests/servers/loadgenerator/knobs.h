#pragma once
// What can be changed while the load runs. Written by one thread, read by every client.

#include <atomic>
#include <string>

namespace loadgenerator {

struct Knobs {
    std::atomic<double> rate = 200;     // lookups a second, of all clients together
    std::atomic<double> bypassed = 0;   // share of the lookups that do not ask the cache
    std::atomic<double> fresh = 0;      // share of the lookups that ask for what nobody ever asked for
    std::atomic<int> ttlSeconds = 3600; // of what is stored from now on
    std::atomic<int> cost = 1;          // how many times its rows a query reads
    std::atomic<int> version = 1;       // part of every key
};

// "rate 400", "bypassed 0.5", "fresh 0.2", "ttl 3", "cost 4", "version 2"; false when it is none of these.
bool turn(Knobs &knobs, const std::string &line);

} // namespace loadgenerator

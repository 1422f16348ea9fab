-- The account with which Spillway asks MySQL or MariaDB: it reads counters and settings, no data.
-- Run as an administrator; put your own password and the machine that Spillway runs on instead of %.
--
-- PROCESS lets it count the sessions that execute a statement, which is the load. Without it the load is
-- what the server itself counts, and the longest statement is unknown. Global rights take effect at the
-- account's next connection.

CREATE USER IF NOT EXISTS 'spillway'@'%' IDENTIFIED BY 'change me'
    REQUIRE SSL
    WITH MAX_USER_CONNECTIONS 3;

GRANT PROCESS ON *.* TO 'spillway'@'%';

-- MySQL only: the sessions are counted in this table, without the lock that SHOW PROCESSLIST takes.
-- MariaDB does without it.
-- GRANT SELECT ON performance_schema.threads TO 'spillway'@'%';

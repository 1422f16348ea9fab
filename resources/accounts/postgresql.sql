-- The account of Spillway on PostgreSQL 12 and later. As a superuser:
--   psql -v password="'PASSWORD'" -f postgresql.sql
--
-- pg_monitor lets it see all sessions, statistics and settings, and no row of any table. Without it the load
-- is unknown. Three connections suffice: one of `watch`, one of a window, one of `check --connect`.
CREATE ROLE spillway LOGIN PASSWORD :password
  NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 3;
GRANT pg_monitor TO spillway;
ALTER ROLE spillway SET default_transaction_read_only = on;

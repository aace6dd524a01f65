-- What repmgr's role may do on several servers: it is no superuser. It sees how servers stand, makes a standby
-- the primary, tells one whom to follow, and reads the files from which a lost primary is brought back.
--
-- several.md beside this says when it is run: as a superuser, in the base repmgr, before a server is registered.
CREATE EXTENSION repmgr;
GRANT USAGE ON SCHEMA repmgr TO repmgr;
GRANT ALL ON ALL TABLES IN SCHEMA repmgr TO repmgr;
GRANT ALL ON ALL SEQUENCES IN SCHEMA repmgr TO repmgr;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA repmgr TO repmgr;
GRANT pg_monitor, pg_checkpoint TO repmgr;
GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer), pg_reload_conf(), pg_wal_replay_resume() TO repmgr;
GRANT ALTER SYSTEM ON PARAMETER primary_conninfo TO repmgr;
-- As PostgreSQL's own page on pg_rewind has it.
GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean),
    pg_read_binary_file(text), pg_read_binary_file(text, bigint, bigint, boolean) TO repmgr;

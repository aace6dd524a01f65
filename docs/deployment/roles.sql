-- What the server's own role may do in PostgreSQL: read and write rows. It owns no table, so that
-- whoever takes the server over can neither drop the triggers that keep revisions as they were
-- nor change what the tables forbid.
--
-- README.md beside this says when it is run: as a superuser, in the new base, before the first migration.
REVOKE ALL ON DATABASE peacekb FROM PUBLIC;
GRANT CONNECT ON DATABASE peacekb TO peacekb_owner, peacekb_server;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO peacekb_server;
ALTER DEFAULT PRIVILEGES FOR ROLE peacekb_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO peacekb_server;
ALTER DEFAULT PRIVILEGES FOR ROLE peacekb_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO peacekb_server;

-- What the other files lean on. Everything here lives in pg_temp and is gone when the session ends, but the extension.

-- Odoo creates pg_trgm in every new database; its 31 functions are the only ones a plain Odoo database has.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        CREATE EXTENSION pg_trgm;
    ELSE
        RAISE NOTICE 'pg_trgm is not available on this server: the template goes without trigram indexes';
    END IF;
END
$$;

-- Whether this template has a module.
CREATE FUNCTION pg_temp.installed(wanted text) RETURNS boolean LANGUAGE sql AS
$$ SELECT EXISTS (SELECT FROM pg_temp.module WHERE name = wanted AND installed) $$;

-- Tables of which only the presence matters: an id, a name, and the four columns of every Odoo model.
CREATE FUNCTION pg_temp.plain_tables(VARIADIC names text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    table_name text;
BEGIN
    FOREACH table_name IN ARRAY names LOOP
        EXECUTE format(
            'CREATE TABLE %I (id serial PRIMARY KEY, name varchar, create_uid integer, create_date timestamp, '
            'write_uid integer, write_date timestamp)',
            table_name
        );
    END LOOP;
END
$$;

-- The index of a field that Odoo searches by similarity; a translated field is indexed over all its languages.
CREATE FUNCTION pg_temp.trigram_index(table_name regclass, column_name name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    translated boolean := (
        SELECT atttypid = 'jsonb'::regtype FROM pg_attribute WHERE attrelid = table_name AND attname = column_name
    );
    expression text := CASE WHEN translated THEN '(jsonb_path_query_array(%I, ''$.*'')::text)' ELSE '%I' END;
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
        EXECUTE format(
            'CREATE INDEX %I ON %s USING gin (' || format(expression, column_name) || ' gin_trgm_ops)',
            table_name || '__' || column_name || '_index', table_name
        );
    END IF;
END
$$;
